"""What the journey's designer tells clients before they take part, beside what follows from the settings."""

DISCLOSURE = {
    "主办方": ("示例银行上海分行", "Demo Bank, Shanghai branch"),
    "参与条件与方式": ("受邀客户每日可参与一次，转动转盘即可", "Invited clients, one turn a day"),
    "兑奖时间、条件与方式": ("中奖后 90 日内在“我的权益”领取", "Claim under My rights within 90 days"),
    "奖品交付方式": ("电子权益码", "Electronic code"),
    "弃奖条件": ("逾期未领取视为放弃", "Unclaimed in time means waived"),
    "联系方式": ("95599 或您的客户经理", "95599 or your adviser"),
}
