/**
 * Follows the start: swaps the steps as they go on, counts the seconds of the running ones, and opens the dashboard.
 */

const list = document.querySelector("#steps");

function count() {
  for (const place of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Number(place.dataset.since)) / 1000));
    const words = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    if (place.textContent !== words) place.textContent = words;
  }
}

const source = new EventSource("/starting/events");
source.addEventListener("steps", ({ data }) => {
  list.innerHTML = data;
  count();
});
source.addEventListener("open-dashboard", () => {
  source.close();
  if (location.pathname === "/starting") location.assign("/");
  else location.reload();
});
setInterval(count, 500);
count();
