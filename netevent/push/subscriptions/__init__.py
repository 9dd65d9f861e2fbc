"""The browsers that may be sent push, each as its maker's push service knows it."""
