"""Left out 缺席组件: components that failed on a page that is out; it stands without them."""
