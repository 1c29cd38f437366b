"""A raw row is shown with the provider's own headings; what is a person's in it is masked."""

from largesse.settlement.statements.masked_row import masked_row
from largesse.settlement.statements.profile import GENERIC


def shown(header, raw, profile=GENERIC):
    return [(cell.text, cell.masked) for cell in masked_row(header, raw, profile)]


def test_what_settles_is_shown_as_received_and_a_person_is_masked():
    header = ["供应商订单号", "结算金额", "门店名称", "会员姓名", "手机号", "证件号码"]
    raw = ["138123412345678901", "1,234.50", "静安一号店", "王思远", "13812341234", "310101198001011234"]
    assert shown(header, raw) == [
        ("138123412345678901", False),
        ("1,234.50", False),
        ("静安一号店", False),
        ("王**", True),
        ("138****1234", True),
        ("****1234", True),
    ]


def test_the_clients_own_column_is_a_persons_although_the_mapping_reads_it():
    assert shown(["客户"], ["王思远"]) == [("王**", True)]
    assert shown(["客户"], ["VIP-0012345"]) == [("****2345", True)]


def test_a_mobile_number_in_a_remark_is_masked_where_it_stands():
    assert shown(["备注"], ["改约，联系 13812341234 王女士"]) == [("改约，联系 ****1234 王女士", True)]


def test_without_headings_the_cells_stand_alone():
    row = masked_row([], ["a", "b"], None)
    assert [(cell.name, cell.text) for cell in row] == [("", "a"), ("", "b")]
