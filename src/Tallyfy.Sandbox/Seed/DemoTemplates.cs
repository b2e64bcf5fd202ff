using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Seed;

/// <summary>The three templates of the demo, each with one approval step.</summary>
internal static class DemoTemplates
{
    public static Template PurchaseRequest(DateTimeOffset now) => Template("Purchase request", WellKnown.Patti,
    [
        Step("purchase", "describe", "Describe what is needed", TaskTypes.Task, 1),
        Step("purchase", "approve", "Approve the purchase", TaskTypes.Approval, 2) with
        {
            Summary = "<p>Please check the <strong>quote</strong> and the <strong>budget line</strong>.</p>"
                + "<ul><li>The quote is valid for 30 days.</li><li>Delivery is included.</li></ul>",
            Fields = PurchaseFields(now),
        },
        Step("purchase", "order", "Place the order", TaskTypes.Task, 3),
    ]);

    public static Template ContractReview(DateTimeOffset now) => Template("Contract review", WellKnown.Lynne,
    [
        Step("contract", "upload", "Upload the draft", TaskTypes.Task, 1),
        Step("contract", "approve", "Approve the contract", TaskTypes.Approval, 2) with
        {
            Summary = "<p>Legal has read the draft. Open points are settled; "
                + "the term is <em>twelve months</em> with one month's notice.</p>",
            Fields =
            [
                Field("contract", "counterparty", "Counterparty", "text", 1) with { Sample = Text("Fabrikam, Inc.") },
                Field("contract", "ends", "Ends on", "date", 2) with { Sample = Day(now.AddYears(1)) },
            ],
        },
        Step("contract", "sign", "Have it signed", TaskTypes.Task, 3),
    ]);

    public static Template TimeOff(DateTimeOffset now) => Template("Time off", WellKnown.Adele,
    [
        Step("timeoff", "approve", "Approve the time off", TaskTypes.Approval, 1) with
        {
            Summary = "<p>The team's calendar has been checked; cover is arranged.</p>",
            Fields =
            [
                Field("timeoff", "first", "First day", "date", 1) with
                {
                    Required = true,
                    Sample = Day(now.AddDays(14)),
                },
                Field("timeoff", "last", "Last day", "date", 2) with
                {
                    Required = true,
                    Sample = Day(now.AddDays(18)),
                },
            ],
        },
        Step("timeoff", "calendar", "Enter it in the calendar", TaskTypes.Task, 2),
    ]);

    private static IReadOnlyList<FormField> PurchaseFields(DateTimeOffset now) =>
    [
        Field("purchase", "supplier", "Supplier", "dropdown", 1) with
        {
            Required = true,
            Options = [new FieldOption(1, "Northwind Traders"), new FieldOption(2, "Wide World Importers")],
            Sample = Json(new JsonObject { ["id"] = 1, ["text"] = "Northwind Traders", ["value"] = null }),
        },
        Field("purchase", "amount", "Amount", "text", 2) with { Required = true, Sample = Text("EUR 1,250.00") },
        Field("purchase", "cost-centre", "Cost centre", "text", 3) with { Sample = Text("CC-104 Facilities") },
        Field("purchase", "needed-by", "Needed by", "date", 4) with { Sample = Day(now.AddDays(21)) },
        Field("purchase", "reason", "Why now", "textarea", 5) with
        {
            Sample = Text("Two offers were compared; this one is cheaper and includes delivery."),
        },
    ];

    public static Template Template(string title, int owner, IReadOnlyList<TemplateStep> steps) =>
        new() { Id = SeedIds.For($"template {title}"), Title = title, OwnerId = owner, Steps = steps };

    public static TemplateStep Step(string template, string alias, string title, string type, int position) => new()
    {
        Id = SeedIds.For($"step {template} {alias}"),
        Alias = alias,
        Title = title,
        TaskType = type,
        Position = position,
    };

    public static FormField Field(string template, string alias, string label, string type, int position) => new()
    {
        Id = SeedIds.For($"field {template} {alias}"),
        Alias = alias,
        Label = label,
        FieldType = type,
        Position = position,
    };

    public static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, SandboxJson.Default.String);

    public static JsonElement Day(DateTimeOffset at) => Text(WireDate.Seconds(at.UtcDateTime.Date));

    public static JsonElement Json(JsonNode node) =>
        JsonSerializer.SerializeToElement(node, SandboxJson.Default.JsonNode);
}
