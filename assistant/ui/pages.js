// The pages beside the chat. They work without this; it adds dark mode, copying and unfolding of what a link leads to.
if (window.matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("dark");

async function copyLink(button) {
  const text = location.origin + location.pathname;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https the clipboard is closed to pages; a selected text area still copies.
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "pa-unseen" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  const before = button.textContent;
  if (before !== button.dataset.done) {
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 1800);
  }
}

function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.classList.add("pa-cited");
  target.scrollIntoView({ block: "center" });
}

document.addEventListener("DOMContentLoaded", () => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-link]");
    if (button) copyLink(button);
    if (event.target.closest("[data-print]")) window.print();
  });
  unfold();
});
window.addEventListener("hashchange", unfold);
