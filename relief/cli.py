"""The command line. Exit codes: 0 done, 1 refused or failed, 2 wrong words, 3 not found, 4 not whole."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relief import __version__
from relief.settings import Settings, WrongSetting

if TYPE_CHECKING:
    from relief.bootstrap import Service
    from relief.tools.output import Output


DOCUMENTS = (
    "acceptance-notice",
    "deficiency-notice",
    "acceptance-refusal",
    "relief-refusal",
    "application-form",
    "public-notice",
    "countersignature-form",
    "referral-slip",
)
"""The kinds of documents; a test holds them against the closed list."""


def parser() -> argparse.ArgumentParser:
    """Every tool and its options."""
    top = argparse.ArgumentParser(prog="relief", description="临时救助办理后台")
    top.add_argument("--version", action="version", version=f"relief {__version__}")
    tools = top.add_subparsers(dest="tool", required=True)
    install = tools.add_parser("install", help="建立数据表、触发器与授权（可重复执行）")
    install.add_argument("--app-role", help="PostgreSQL 应用角色：只授予所需权限")
    tools.add_parser("serve", help="运行接口、台账与时限巡查")
    demo = tools.add_parser("demo", help="以虚构家庭演示一个月的办理")
    demo.add_argument("--cases", type=int, default=320, help="申请数量（默认 320）")
    demo.add_argument("--seed", type=int, default=202, help="随机种子：同种子同历史")
    demo.add_argument("--folder", default=None, help="演示数据目录（默认新建临时目录）")
    demo.add_argument("--keep-open", action="store_true", help="演示后继续提供服务")
    replay = tools.add_parser("replay", help="重放一个案件的全部历史")
    replay.add_argument("case")
    replay.add_argument("--reveal", metavar="REASON", help="显示明文的理由（记入查阅记录）")
    keys = tools.add_parser("keys", help="主密钥：更换、停用、列出；清除已销毁密钥的残留")
    keys.add_argument("act", choices=("rotate", "retire", "show", "scrub"))
    keys.add_argument("--officer", default="", help="安全管理员（更换、停用时）")
    keys.add_argument("--id", default="", help="要停用的主密钥的编号")
    access = tools.add_parser("access", help="查阅记录：谁看过谁的个人信息")
    access.add_argument("--case")
    access.add_argument("--person")
    access.add_argument("--officer")
    access.add_argument("--limit", type=int, default=100)
    tools.add_parser("rebuild", help="从零重建台账并切换")
    tools.add_parser("verify", help="核对历史完整、台账与重放一致")
    limits = tools.add_parser("limits", help="列出时限，或某案件正在计算的时限")
    limits.add_argument("case", nargs="?")
    document = tools.add_parser("document", help="列出、生成或核对一个案件的文书")
    document.add_argument("case")
    document.add_argument("kind", nargs="?", choices=DOCUMENTS, help="文书种类；省略则列出")
    document.add_argument("--out", type=Path, help="写入的文件（默认以案件和种类命名）")
    document.add_argument("--format", choices=("pdf", "docx"), default="pdf")
    document.add_argument("--number", type=int, help="同类文书中的第几份（默认最后一份）")
    document.add_argument("--check", type=Path, metavar="FILE", help="核对文件与送达记录的摘要")
    law = tools.add_parser("law", help="逐条列出法规与其实现，或某一条款的全部实现")
    law.add_argument("clause", nargs="?", help="条款，如 18.2、16/2、8.1/4")
    calendar = tools.add_parser("calendar", help="逐日说明期间如何计算")
    calendar.add_argument("start", help="起算日，如 2019-12-30")
    calendar.add_argument("span", help="+5wd（工作日）、+7d（自然日）、当日，或时限名称")
    token = tools.add_parser("token", help="签发试用令牌（仅限开发模式）")
    token.add_argument("officer")
    token.add_argument("division")
    token.add_argument("posts", nargs="+")
    token.add_argument("--hours", type=float, default=12.0)
    officers = tools.add_parser("officers", help="首任安全管理员与本地登录")
    officers_words(officers)
    tools.add_parser("sweep", help="巡查一次到期时限")
    for tool in tools.choices.values():
        tool.add_argument("--json", action="store_true", help="以 JSON 输出")
    return top


def officers_words(tools: argparse.ArgumentParser) -> None:
    """What can be said after ``relief officers``."""
    acts = tools.add_subparsers(dest="act", required=True)
    first = acts.add_parser("first", help="登记首任安全管理员（仅当尚无有权任用管理员的人）")
    first.add_argument("officer")
    first.add_argument("--document", default="首任安全管理员登记", help="任用文件")
    first.add_argument("--issuer", help="统一登录的签发方")
    first.add_argument("--subject", help="在签发方的标识")
    add = acts.add_parser("add-password", help="设置本地密码和验证器（密码从提示或标准输入读取）")
    add.add_argument("officer")
    drop = acts.add_parser("remove-password", help="取消本地登录")
    drop.add_argument("officer")


def main(words: Sequence[str] | None = None) -> int:
    """Run one tool; its exit code."""
    asked = parser().parse_args(words)
    try:
        settings = Settings.read()
    except WrongSetting as error:
        print(f"设置有误：{error}", file=sys.stderr)
        return 2
    try:
        return run(asked, settings)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def run(asked: argparse.Namespace, settings: Settings) -> int:
    """Hand the words to the tool, with a service where it needs one.

    Imports are late: a tool pays for itself only.
    """
    from relief.logs import configure
    from relief.tools.output import Output

    output = Output(json=asked.json)
    configure(settings.log_level)
    if asked.tool in ALONE:
        return ALONE[asked.tool](asked, output)
    from relief.bootstrap import build

    service = build(settings)
    try:
        return SERVED[asked.tool](asked, service, output)
    finally:
        service.close()


def demo(asked: argparse.Namespace, output: "Output") -> int:
    """``relief demo``: on a database of its own."""
    from relief.demo.run import demo

    return demo(asked.cases, asked.seed, asked.folder, asked.keep_open, output)


def install(asked: argparse.Namespace, output: "Output") -> int:
    """``relief install``: as the owner of the database, once and after each upgrade."""
    from adapters.access.log import install_access
    from adapters.identity.door import install_door
    from adapters.store.factory import install_store

    install_store(Settings.read().database, asked.app_role)
    install_access(Settings.read().database, asked.app_role)
    install_door(Settings.read().database, asked.app_role)
    output.line("数据表、触发器与授权均已就绪。")
    return 0


def law(asked: argparse.Namespace, output: "Output") -> int:
    """``relief law``: the law alone, without a database."""
    from relief.tools.law import law

    return law(asked.clause, output)


def serve(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief serve``."""
    from relief.tools.serve import serve

    return serve(service)


def replay(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief replay``: a reason nobody knows is wrong words."""
    from domain.access import Why
    from relief.tools.replay import replay

    if asked.reveal not in {None, *Why}:
        print(f"理由只能是：{'、'.join(Why)}", file=sys.stderr)
        return 2
    why = None if asked.reveal is None else Why(asked.reveal)
    return replay(service, asked.case, why, output)


def keys(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief keys``."""
    from relief.tools import keys as tools

    match asked.act:
        case "rotate":
            return tools.rotate(service, asked.officer, output)
        case "retire":
            return tools.retire(service, asked.id, asked.officer, output)
        case "show":
            return tools.show(service, output)
        case _:
            return tools.scrub(service, output)


def access(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief access``."""
    from relief.tools.access import access

    return access(service, asked.case, asked.person, asked.officer, asked.limit, output)


def rebuild(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief rebuild``."""
    from relief.tools.rebuild import rebuild

    return rebuild(service, output)


def verify(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief verify``."""
    from relief.tools.verify import verify

    return verify(service, output)


def document(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief document``."""
    from domain.case.terms import DocumentFormat
    from relief.tools.document import Wanted, document

    wanted = Wanted(asked.kind, DocumentFormat(asked.format), asked.number, asked.out, asked.check)
    return document(service, asked.case, wanted, output)


def limits(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief limits``."""
    from relief.tools.limits import limits

    return limits(service, asked.case, output)


def calendar(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief calendar``."""
    from relief.tools.calendar import calendar

    return calendar(service, asked.start, asked.span, output)


def sweep(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief sweep``."""
    from relief.tools.small import sweep

    return sweep(service, output)


def officers(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief officers``."""
    from relief.tools.officers import officers

    return officers(asked, service, output)


def token(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief token``: wrong posts are wrong words."""
    from relief.tools.small import officer_of, token

    try:
        officer = officer_of(asked.officer, asked.division, asked.posts)
    except ValueError as error:
        print(f"岗位有误：{error}", file=sys.stderr)
        return 2
    if not service.settings.development:
        print("只有开发模式（RELIEF_DEVELOPMENT=yes）签发试用令牌。", file=sys.stderr)
        return 1
    return token(service, officer, asked.hours, output)


ALONE: "Mapping[str, Callable[[argparse.Namespace, Output], int]]" = {
    "demo": demo,
    "install": install,
    "law": law,
}
"""Tools that need no service of this installation."""

SERVED: "Mapping[str, Callable[[argparse.Namespace, Service, Output], int]]" = {
    "serve": serve,
    "replay": replay,
    "access": access,
    "keys": keys,
    "rebuild": rebuild,
    "verify": verify,
    "document": document,
    "limits": limits,
    "calendar": calendar,
    "sweep": sweep,
    "token": token,
    "officers": officers,
}
"""Tools that work on a service."""


if __name__ == "__main__":
    sys.exit(main())
