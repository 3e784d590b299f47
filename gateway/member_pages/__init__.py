"""What a member starts from: home, portfolio, the form for raising a request. The desk raises here too."""
