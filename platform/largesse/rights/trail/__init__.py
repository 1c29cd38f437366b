"""The trail 轨迹 of one right, from its issue to its settlement; higher rooms add their steps to it."""
