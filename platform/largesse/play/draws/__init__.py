"""Draws 抽奖记录: decided attempts, written once; the record in which anyone can check them."""
