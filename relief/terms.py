"""Closed lists in Chinese: what stands in refusals and pages for the values of programs."""

from collections.abc import Mapping

TERMS: Mapping[str, str] = {
    # 岗位
    "caseworker": "经办人",
    "township-leader": "乡镇主管领导",
    "county-checker": "县级核查人",
    "approver": "县级审批人",
    "finance": "财务人员",
    "city-officer": "市级工作人员",
    "city-reader": "市级查阅人员",
    "auditor": "审计人员",
    "system-administrator": "系统管理员",
    "security-administrator": "安全管理员",
    "audit-administrator": "审计管理员",
    "system": "系统",
    # 查阅方式、查阅理由
    "masked-read": "遮蔽查阅",
    "revealed": "查阅明文",
    "searched": "按号码查人",
    "document": "生成文书",
    "identity-check": "核对身份",
    "contact-family": "联系家庭",
    "inquiry": "调查核实",
    "decision": "审核审批",
    "payment": "发放",
    "objection": "处理异议",
    "audit": "审计",
    "asked-by-family": "当事人要求",
    # 环节
    "received": "已收件",
    "supplement-requested": "等待补正",
    "accepted": "已受理",
    "opinion-signed": "经办人已签署意见",
    "examined": "已审核",
    "in-notice": "公示中",
    "cleared": "公示期满",
    "submitted": "已报批",
    "under-county": "县级审批中",
    "returned": "已退回乡镇",
    "approved": "已批准",
    "refused": "不予批准",
    "paid": "已发放",
    "closed": "已归档",
    "papers-awaited": "等待补交材料",
    # 材料
    "application-letter": "书面申请",
    "hukou-book-or-permit": "户口簿或居住证",
    "identity-card": "身份证",
    "hardship-proof": "困难证明",
    "income-and-property-proof": "收入和财产证明",
    "means-check-consent": "核对授权书",
    "application-form": "申请表",
    "origin-county-proof": "户籍地证明",
    "entrustment-letter": "委托书",
    # 缺少的事项
    "home-visit": "入户调查",
    "means-check": "家庭经济状况核对",
    "signatures": "两级签字",
    "result-fed-back": "审批结果反馈",
    "countersigned": "县级补签",
    "public-notice-ended": "公示期满",
    # 救助对象、申请方式
    "household": "家庭",
    "individual": "个人",
    "counter": "本人到场",
    "online": "网上",
    "on-behalf": "委托",
    "lead": "主动发现",
    # 程序
    "general": "一般程序",
    "urgent": "紧急程序",
    # 困难类型
    "sudden-hardship": "急难型家庭",
    "medical-expenditure": "医疗支出型",
    "education-expenditure": "教育支出型",
    "predicament": "困境家庭",
    "other-household": "其他困难家庭",
    "unsupported-individual": "个人（无家庭支持）",
    "special-individual": "特殊困难个人",
    "other-individual": "其他困难个人",
    # 事由
    "fire": "火灾",
    "lightning": "雷击",
    "drowning": "溺水",
    "traffic-accident": "交通事故",
    "other-accident": "其他意外",
    "major-illness": "重大疾病",
    "schooling": "就学",
    "sudden-necessary-spending": "突发必需支出",
    "other": "其他",
    # 补签结果
    "formal-defect": "形式瑕疵",
    "not-eligible-in-good-faith": "不符合条件（无过错）",
    "fraud": "弄虚作假",
    # 形式错误
    "length": "位数不对",
    "digits": "含有非数字",
    "birth-date": "出生日期不对",
    "check-digit": "校验码不对",
    "not-a-text": "应为文字",
    "not-a-number": "应为整数（不加引号）",
    "not-a-flag": "应为true或false",
    "not-a-list": "应为列表",
    "not-a-record": "应为一组内容",
    "not-a-date": "应为YYYY-MM-DD格式的真实日期",
    "not-in-list": "不在可选范围之内",
    "too-long": "内容过长",
    "too-short": "内容过短",
    "too-large": "数值过大",
    "too-small": "数值过小",
    "control-character": "含有不可见的控制字符",
    "wrong-form": "格式不对",
    "amount-not-text": "金额应为带引号的元数，如“1800.00”",
    "amount-negative": "金额不得为负数",
    "amount-decimals": "金额最多两位小数",
    "amount-full-width": "金额须用半角数字",
    "amount-form": "金额须为不带逗号和单位的元数，如“1800.00”",
    "amount-too-large": "金额过大",
    "unreadable": "无法读取",
    "period-or-valid-from": "年度与起始日期须且只须填写一项",
    # 试算所依据的事实
    "deductions-exceed-cost": "各项报销和救助之和超过费用",
    "listed-twice": "同一编号出现了不止一次",
    "dates-out-of-order": "日期先后颠倒",
    "date-after-the-day": "日期晚于审批日",
    "must-be-one-or-more": "须不少于1",
    "sum-shrank-since-last-assessed": "自付费用合计少于上次核定的数额",
    "reason-missing": "未注明书面理由的编号",
    "not-an-id": "须为材料或记录的编号，不得填写姓名、公民身份号码等个人信息",
    "no-law-in-force": "该日没有有效的政策",
    "not-relieved": "该类困难不在救助之列",
    "not-in-pack": "政策中没有这一项",
}
"""By value. A value means the same wherever it occurs, but for those in ``BY_FACT``."""

BY_FACT: Mapping[str, Mapping[str, str]] = {
    "did": {
        "visited": "入户调查",
        "signed": "签署审核意见",
        "examined": "审核",
        "checked": "县级核查",
        "approved": "作出批准",
    },
    "subject": {"household": "家庭", "individual": "个人"},
}
"""Where the name of the fact decides: "examined" as a stage and as a deed read differently."""

LISTS = frozenset({"posts", "needed", "missing", "told", "lacking"})
"""Facts that are comma-separated lists of values."""


def in_chinese(value: str, fact: str = "") -> str:
    """The Chinese for a value of a fact; the value itself where it is no term."""
    if fact in LISTS:
        return "、".join(TERMS.get(one, one) for one in value.split(",") if one)
    return BY_FACT.get(fact, TERMS).get(value, value)


FACTS = {
    "application-submitted": "申请",
    "deficiencies-notified": "一次性告知",
    "supplement-received": "补正",
    "application-lapsed": "逾期未补正",
    "urgency-established": "认定紧急",
    "application-accepted": "受理",
    "acceptance-refused": "不予受理",
    "handed-to-relief-station": "转救助管理站",
    "means-check-reported": "经济状况核对",
    "home-visited": "入户调查",
    "community-appraisal-held": "民主评议",
    "opinion-signed": "经办人签署意见",
    "application-examined": "主管领导签署意见",
    "opinion-sent-back": "退回审核意见",
    "urgency-not-confirmed": "紧急不成立",
    "public-notice-posted": "张贴公示",
    "public-notice-interrupted": "公示中断",
    "public-notice-ended": "公示期满",
    "objection-lodged": "异议",
    "objection-resolved": "异议处理",
    "submitted-for-approval": "报批",
    "received-by-county": "县级收件",
    "spot-check-selected": "抽中入户抽查",
    "spot-check-reported": "入户抽查",
    "county-verified": "县级核查",
    "returned-for-reexamination": "退回",
    "relief-approved": "批准",
    "relief-refused": "不予批准",
    "filed-for-record": "报备",
    "countersigned": "补签",
    "countersignature-refused": "不予补签",
    "result-fed-back": "反馈结果",
    "payment-instructed": "发放指令",
    "relief-disbursed": "发放到账",
    "payment-failed": "退票",
    "payment-account-corrected": "更正账户",
    "cash-disbursed": "现金发放",
    "goods-delivered": "实物发放",
    "case-referred": "转介",
    "referral-answered": "转介答复",
    "application-withdrawn": "撤回",
    "member-died": "成员死亡",
    "case-terminated": "终止",
    "time-limit-missed": "逾期督办",
    "case-closed": "归档",
}
"""By stable name; a test keeps it complete."""

LIMIT_STATES = {
    "running": "进行中",
    "met": "按期",
    "late": "超期办结",
    "missed": "逾期未办",
    "ended": "终结",
}
"""How a run of a time limit stands."""
