using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Cards.Drawing;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>The approvals and readers the card tests show.</summary>
internal static class SampleApprovals
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 13, 2, 0, TimeSpan.Zero);

    public static readonly RenderingId Rendering = new("Zm9yLXRlc3RzLW9ubHkhIQ");

    public static readonly ReceiptCode Receipt = ReceiptCode.Parse("0123456789")!.Value;

    public static readonly CardViewer Alex = SampleReaders.Alex.Viewer;

    public static readonly CardViewer Layla = SampleReaders.Layla.Viewer;

    public static readonly Approval Laptops = new()
    {
        Id = new ApprovalId("acme", "a0b1c2", "b1b2c3"),
        Generation = 1,
        Link = new Uri("https://go.tallyfy.com/acme/tasks/b1b2c3"),
        OrganizationName = "Contoso",
        Content = new ApprovalContent
        {
            Title = "Approve 12 laptops for the Lisbon office",
            DescriptionHtml = "<p>Check the <b>quote</b> and the <i>budget line</i>.</p>"
                + "<ul><li>Three offers were compared</li><li>Delivery before <b>1 April</b></li></ul>"
                + "<p><a href=\"https://files.contoso.com/quote.pdf\">The quote</a></p>",
            Process = "Purchase request 2026-118",
            Requester = "Megan Bowen",
            Deadline = new DateTimeOffset(2026, 3, 5, 17, 0, 0, TimeSpan.Zero),
            Owners = ["Alex Wilber", "Adele Vance"],
            Fields =
            [
                new ApprovalField("Cost centre", "CC-104"),
                new ApprovalField("Amount", "€ 18,240.00"),
                new ApprovalField("Vendor", "Northwind Traders"),
                new ApprovalField("Comment", null),
            ],
        },
    };

    public static readonly Approval Standalone = Laptops with
    {
        Id = new ApprovalId("acme", null, "c1c2c3"),
        Link = new Uri("https://go.tallyfy.com/acme/tasks/c1c2c3"),
        Content = new ApprovalContent { Title = "May Isaiah work from Porto in June?", Requester = "Isaiah Langer" },
    };

    public static readonly Approval Empty = Laptops with
    {
        OrganizationName = " ",
        Content = new ApprovalContent { Title = "\u200B" },
    };

    /// <summary>Tallyfy demands answers that nobody has given.</summary>
    public static readonly Approval Incomplete = With(content => content with
    {
        Fields =
        [
            .. content.Fields,
            new ApprovalField("Budget [line]", null) { IsMissing = true },
            new ApprovalField("Ship to", null) { IsMissing = true },
        ],
    });

    public static readonly IReadOnlyList<RuleChange> RuleChanges =
    [
        new(RuleEffect.Opened, "Place the order") { For = ["Adele Vance"] },
        new(RuleEffect.Opened, "Tell the supplier") { For = ["Adele Vance"] },
        new(RuleEffect.Reopened, "Describe what is needed") { For = ["Patti Fernandez"] },
        new(RuleEffect.Hidden, "Ask for a second offer"),
        new(RuleEffect.Reassigned, "File the contract") { For = ["Lynne Robbins", "Finance"] },
        new(RuleEffect.DeadlineMoved, "Sign") { Deadline = Now.AddDays(6) },
        new(RuleEffect.Changed, ""),
    ];

    public static readonly BlockReason Issue = new(BlockReasonKind.Issue)
    {
        By = "Adele Vance",
        Words = "<p>The quote is <b>not</b> the one we agreed on. <strong>Alex Wilber</strong>, please look.</p>",
    };

    public static readonly Approval Overdue = With(content => content with { Deadline = Now.AddDays(-3) });

    /// <summary>Of which much could not be read.</summary>
    public static readonly Approval PartlyRead = With(content => content with
    {
        Title = "",
        DescriptionHtml = null,
        Deadline = null,
        Unread = UnreadContent.Title | UnreadContent.Deadline | UnreadContent.Details,
    });

    public static readonly Approval LongTitle = With(content => content with
    {
        Title = new string('W', 20) + " " + Repeat("very long title ", 579),
    });

    public static readonly Approval RightToLeft = With(content => content with
    {
        Title = "الموافقة على شراء ١٢ حاسوبًا (عاجل)",
        Requester = "ليلى حسن",
        Process = "طلب شراء 2026",
        Owners = ["דנה כהן", "Alex Wilber", "ليلى حسن"],
    });

    public static readonly Approval Hostile = With(content => content with
    {
        Title = "[Click](https://evil.example) **bold** <at>Everyone</at> {{DATE(2026-01-01T00:00:00Z)}} "
            + "\u202Egnp.exe\u0000\u0007 # _x_ `y` <b>&lt;</b> www.evil.example",
        DescriptionHtml = "<script>alert(1)</script><p onclick=x>**not bold** <at>x</at> "
            + "<a href='javascript:alert(1)'>run</a> <a href='https://evil.example'>https://go.tallyfy.com</a>"
            + "<img src=x onerror=alert(1) alt='a](b)'>&lt;b&gt;",
        Process = "[a]: https://evil.example",
        Requester = "\u202EMegan\u202C <at>All</at>\r\nApproved by CEO",
        Owners = ["*", "_", "# 1", "1. x"],
        Fields =
        [
            new ApprovalField("**Label**", "[x](javascript:alert(1))"),
            new ApprovalField("<img>", "![p](https://evil.example/p.png)"),
        ],
    });

    /// <summary>Parts that nobody named.</summary>
    public static readonly Approval Nameless = With(content => content with
    {
        DescriptionHtml = "<p>See <img src='https://files.contoso.com/plan.png'></p>",
        Owners = [],
        Fields = [new ApprovalField(" ", "12")],
    });

    public static readonly Approval Crowded = With(content => content with
    {
        Title = Repeat("Ünïcödé 👩‍👩‍👧‍👦 ", 600),
        Owners = [.. Enumerable.Range(1, 60).Select(number => $"Владимир Константинопольский {number}")],
        DescriptionHtml = "<p>" + Repeat("«Описание» with <b>many</b> words; ", 30_000) + "</p>",
        Fields =
        [
            .. Enumerable.Range(1, 40).Select(number => new ApprovalField($"Поле {number}", Repeat("Ответ ", 600))),
        ],
    });

    public static Approval ForEveryone(ApprovalProgress? progress) =>
        With(content => content with { EveryoneMustComplete = true, Progress = progress });

    public static Approval With(Func<ApprovalContent, ApprovalContent> change) =>
        Laptops with { Content = change(Laptops.Content) };

    public static string Repeat(string text, int length) =>
        string.Concat(Enumerable.Repeat(text, length / text.Length + 1))[..length];
}
