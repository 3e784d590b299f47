// Single keys for who works through a list. They can be turned off, and every page works without them.
const OFF = "memberzone-shortcuts-off";

const list = [...document.querySelectorAll("[data-shortcuts-list] .mz-items__title a")];
const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]");

function move(step) {
  if (!list.length) {
    return;
  }
  const here = list.findIndex((link) => link.closest("li").contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(here + step, 0), list.length - 1);
  list[next].focus();
  list[next].scrollIntoView({ block: "nearest" });
}

function choose() {
  const box = document.activeElement.closest("li")?.querySelector("input[name=chosen]");
  if (box) {
    box.checked = !box.checked;
  }
}

function follow(name) {
  document.querySelector(`[data-shortcut="${name}"]`)?.click();
}

function answer() {
  const next = document.querySelector(".mz-standing a.govuk-button, .mz-standing form .govuk-button:not(.govuk-button--secondary)");
  if (next?.tagName === "A") {
    next.click();
  } else {
    next?.focus(); // what a press would send is for the person to press
  }
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: choose,
  o: () => list.includes(document.activeElement) && document.activeElement.click(),
  a: () => (list.length ? follow("assign") : answer()),
  u: () => document.querySelector(".govuk-back-link")?.click(),
};

document.addEventListener("keydown", (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
  if (plain && !typing(event.target) && keys[event.key] && !localStorage.getItem(OFF)) {
    event.preventDefault();
    keys[event.key]();
  }
});

for (const button of document.querySelectorAll("[data-shortcuts-switch]")) {
  const say = () => {
    button.textContent = localStorage.getItem(OFF) ? "Turn the single keys on" : "Turn the single keys off";
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) {
      localStorage.removeItem(OFF);
    } else {
      localStorage.setItem(OFF, "yes");
    }
    say();
  });
  say();
}
