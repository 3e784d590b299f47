"""What can be pointed out in words, and what is said of it."""

from enum import StrEnum


class Kind(StrEnum):
    """Of what sort the words may be."""

    POSTCODE = "postcode"
    NATIONAL_INSURANCE = "national_insurance"
    CHI = "chi"
    PHONE = "phone"
    EMAIL = "email"
    BIRTH = "date_of_birth"
    BANK = "bank"
    CARD = "card"
    SPECIAL = "special"


REASONS = {
    Kind.POSTCODE: "looks like a postcode, which can point to one home",
    Kind.NATIONAL_INSURANCE: "looks like a National Insurance number",
    Kind.CHI: "looks like a CHI number, which is somebody’s in the health service",
    Kind.PHONE: "looks like somebody’s phone number",
    Kind.EMAIL: "looks like somebody’s e-mail address",
    Kind.BIRTH: "looks like a date of birth",
    Kind.BANK: "looks like bank details",
    Kind.CARD: "looks like the number of a payment card",
}
