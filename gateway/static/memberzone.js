// Starts the components and warns before an idle sign-out. Every page works without this file.
import { initAll } from "./vendor/govuk-frontend-6.3.0/govuk-frontend.min.js";

const WARN_BEFORE = 2 * 60 * 1000;
const SEEN = "memberzone-last-seen";

initAll();

// What an open page asks by itself: not while nobody can see it, and never again once it was refused.
const isQuiet = (event) => event.detail.elt.hasAttribute("data-quiet");
document.addEventListener("htmx:beforeRequest", (event) => isQuiet(event) && document.hidden && event.preventDefault());
document.addEventListener("htmx:responseError", (event) => {
  if (isQuiet(event) && event.detail.xhr.status < 500) {
    event.detail.elt.remove();
  }
});

// News is put around where the reader is: the same link, button or box has the focus again.
let held = null;
const again = (at) => {
  if (at.id) return `#${CSS.escape(at.id)}`;
  if (at.href) return `a[href="${CSS.escape(at.getAttribute("href"))}"]`;
  return at.form ? `form[action="${CSS.escape(at.form.getAttribute("action"))}"] ${at.localName}` : at.localName;
};
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  held = event.detail.target.contains(document.activeElement) ? again(document.activeElement) : null;
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (held) {
    event.detail.target.querySelector(held)?.focus({ preventScroll: true });
  }
});

const dialog = document.getElementById("idle-warning");
if (dialog) {
  watchIdleTime(dialog, Number(dialog.dataset.minutes) * 60 * 1000);
}

// Tabs share one session, so whatever any of them sends puts the warning off in all of them.
function watchIdleTime(dialog, allowed) {
  let timer;

  const show = (part) => {
    for (const element of dialog.querySelectorAll("[data-idle]")) {
      element.hidden = element.dataset.idle !== part;
    }
    if (!dialog.open) {
      dialog.showModal();
    }
  };

  const check = () => {
    const left = Number(localStorage.getItem(SEEN)) + allowed - Date.now();
    if (left <= 0) {
      show("over");
    } else if (left <= WARN_BEFORE) {
      show("soon");
      timer = setTimeout(check, left);
    } else {
      dialog.close();
      timer = setTimeout(check, left - WARN_BEFORE);
    }
  };

  const recheck = () => {
    clearTimeout(timer);
    check();
  };

  const seen = () => {
    localStorage.setItem(SEEN, String(Date.now()));
    recheck();
  };

  const stay = async () => {
    const answer = await fetch(dialog.dataset.stayUrl, { redirect: "manual" }).catch(() => null);
    if (answer && answer.ok) {
      seen();
    } else {
      show("over");
    }
  };

  dialog.querySelector("[data-idle-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-idle-close]").addEventListener("click", () => dialog.close());
  document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && !isQuiet(event) && seen());
  document.addEventListener("visibilitychange", () => document.hidden || recheck());
  window.addEventListener("storage", (event) => event.key === SEEN && recheck());
  seen();
}
