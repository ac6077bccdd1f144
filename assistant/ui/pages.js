// The pages beside the chat. They work without this; it adds dark mode, copying and unfolding of what a link leads to.
if (window.matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("dark");

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
    if (button) copyText(location.origin + location.pathname, button);
    if (event.target.closest("[data-print]")) window.print();
  });
  unfold();
});
window.addEventListener("hashchange", unfold);
