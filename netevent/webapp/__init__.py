"""What makes the site an app on a phone: its manifest, its service worker, the page it starts on.

The scripts are in `static/js`: `service-worker.js` shows notifications, `push.js` asks for them on the pages.
"""
