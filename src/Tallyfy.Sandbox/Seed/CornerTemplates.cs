using System.Text.Json.Nodes;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Templates;
using static Tallyfy.Sandbox.Seed.DemoTemplates;

namespace Tallyfy.Sandbox.Seed;

/// <summary>Two more templates: one asks in all ten ways, one has rules.</summary>
internal static class CornerTemplates
{
    public const string Supplier = "Supplier onboarding";
    public const string Policy = "Policy change";

    public static Template SupplierOnboarding(DateTimeOffset now) => Template(Supplier, WellKnown.Isaiah,
    [
        Step("supplier", "approve", "Approve the supplier", TaskTypes.Approval, 1) with
        {
            Summary = "<p>The supplier has sent everything we asked for.</p>",
            Fields = SupplierFields(now),
        },
        Step("supplier", "enter", "Enter the supplier in the books", TaskTypes.Task, 2),
    ]) with
    {
        CreatedAt = now.AddMonths(-2),
        KickOff =
        [
            Field("supplier", "company", "Company", FieldTypes.Text, 1) with
            {
                Required = true,
                Sample = Text("Fabrikam, Inc."),
            },
        ],
    };

    /// <summary>The manager's approval shows the president's; a rejection gives the draft back.</summary>
    public static Template PolicyChange(DateTimeOffset now)
    {
        var draft = Step("policy", "draft", "Write the draft", TaskTypes.Task, 1);
        var manager = Step("policy", "approve", "Approve as manager", TaskTypes.Approval, 2) with
        {
            Summary = "<p>A rejection gives the draft back to its author.</p>",
        };
        var president = Step("policy", "approve-president", "Approve as president", TaskTypes.Approval, 3) with
        {
            Owners = new Owners { Users = [WellKnown.Patti] },
        };
        return Template(Policy, WellKnown.Isaiah, [draft, manager, president]) with
        {
            CreatedAt = now.AddMonths(-2),
            Rules =
            [
                Rule("show the next", manager, "approved", Action("visibility", "show", president)),
                Rule("back from the manager", manager, "rejected", Action("status", "reopen", draft)),
                Rule("back from the president", president, "rejected", Action("status", "reopen", draft)),
            ],
        };
    }

    private static RuleAction Action(string type, string verb, TemplateStep target) =>
        new(type, verb) { StepId = target.Id };

    private static Rule Rule(string alias, TemplateStep step, string operation, RuleAction action) => new()
    {
        Id = SeedIds.For($"rule {alias}"),
        Alias = alias,
        Conditions = [new RuleCondition(operation) { StepId = step.Id, Statement = "any_time" }],
        Actions = [action],
    };

    private static IReadOnlyList<FormField> SupplierFields(DateTimeOffset now) =>
    [
        Field("supplier", "name", "Name", FieldTypes.Text, 1) with { Required = true, Sample = Text("Fabrikam, Inc.") },
        Field("supplier", "about", "What they do", FieldTypes.TextArea, 2) with
        {
            Sample = Text("Office furniture and its repair."),
        },
        Field("supplier", "contact", "Contact", FieldTypes.Email, 3) with { Sample = Text(WellKnown.GuestEmail) },
        Field("supplier", "starts", "Starts on", FieldTypes.Date, 4) with { Sample = Day(now.AddDays(30)) },
        Field("supplier", "urgent", "Urgent", FieldTypes.Radio, 5) with
        {
            Options = [new FieldOption(1, "yes"), new FieldOption(2, "no")],
            Sample = Text("no"),
        },
        .. SupplierChoices(),
        .. SupplierPapers(),
    ];

    private static IReadOnlyList<FormField> SupplierChoices() =>
    [
        Field("supplier", "terms", "Terms", FieldTypes.Dropdown, 6) with
        {
            Options = [new FieldOption(1, "30 days net"), new FieldOption(2, "60 days net")],
            Sample = Json(new JsonObject { ["id"] = 1, ["text"] = "30 days net", ["value"] = null }),
        },
        Field("supplier", "checks", "Checks", FieldTypes.MultiSelect, 7) with
        {
            Options = [new FieldOption(1, "References"), new FieldOption(2, "Insurance")],
            Sample = Json(new JsonArray(
                new JsonObject { ["id"] = 1, ["text"] = "References", ["selected"] = true },
                new JsonObject { ["id"] = 2, ["text"] = "Insurance", ["selected"] = false })),
        },
    ];

    private static IReadOnlyList<FormField> SupplierPapers() =>
    [
        Field("supplier", "prices", "Price per piece", FieldTypes.Table, 8) with
        {
            Columns = [new FieldColumn(1, "Piece"), new FieldColumn(2, "Price")],
            Sample = Json(new JsonArray("Desk", "EUR 390.00")),
        },
        Field("supplier", "buyers", "May order", FieldTypes.Assignees, 9) with
        {
            Sample = Json(new JsonObject
            {
                ["users"] = new JsonArray(WellKnown.Isaiah),
                ["guests"] = new JsonArray(),
                ["groups"] = new JsonArray(),
            }),
        },
        Field("supplier", "offer", "Offer", FieldTypes.File, 10) with
        {
            Sample = Json(new JsonArray(new JsonObject
            {
                ["id"] = SeedIds.For("file of the offer"),
                ["filename"] = "offer.pdf",
                ["version"] = 1,
                ["source"] = "local",
            })),
        },
    ];
}
