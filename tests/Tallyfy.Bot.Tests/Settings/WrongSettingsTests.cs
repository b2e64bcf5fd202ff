using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Settings;

/// <summary>
/// What an operator can get wrong: each is refused before anything starts, by its name and never its value.
/// </summary>
public sealed class WrongSettingsTests
{
    private const string Template = "0123456789abcdef0123456789abcdef";
    private const string Guard = $"Approvals:Templates:{Template}";
    private const string Told = "tell-nobody-5f1c";
    private const string OwnKey = "7Jv0lqD1cXqOZyk3oVtK4s9XrmT2hEwUeJ8bNfA6gYQ=";
    private const string InMemory = "keeps the store in memory";

    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = "11111111-1111-1111-1111-111111111111",
        ["MicrosoftAppTenantId"] = "22222222-2222-2222-2222-222222222222",
        ["MicrosoftAppPassword"] = "Zk8~one~of~Entra's~own",
        ["Tallyfy:Organization"] = "c0a7050c0a7050c0a7050c0a7050c0a7",
        ["Tallyfy:AccessToken"] = "eyJhbGciOi.one-of-Tallyfys.own",
        ["Trail:Key"] = OwnKey,
        ["Accounts:Proof"] = "Code",
        ["SignIn:PublicUrl"] = "https://bot.example.com",
    };

    [Theory]
    // A guard under a name that nothing reads would be no guard.
    [InlineData($"{Guard}:StpUp", "true", $"{Guard}:StpUp is no setting: did you mean {Guard}:StepUp?")]
    [InlineData($"{Guard}:StepUpp", "true", $"did you mean {Guard}:StepUp?")]
    [InlineData($"{Guard}:SetpUp", "true", $"did you mean {Guard}:StepUp?")]
    [InlineData($"{Guard}:Step-Up", "true", $"did you mean {Guard}:StepUp?")]
    [InlineData($"{Guard}:Inchats", "false", $"did you mean {Guard}:InChat?")]
    [InlineData($"{Guard}:Conform", "true", $"did you mean {Guard}:Confirm?")]
    [InlineData($"{Guard}:SelfAproval", "Refuse", $"did you mean {Guard}:SelfApproval?")]
    [InlineData($"{Guard}:UndoWindow", "00:00:00", "did you mean Approvals:UndoWindow?")]
    [InlineData($"{Guard}:Sensitive", "true", $"{Guard}:Sensitive is no setting: docs/settings.md lists them.")]
    [InlineData("Approvals:StepUp", "true", "did you mean Approvals:Templates:<id>:StepUp?")]
    [InlineData("Approvals:Confirm", "true", "did you mean Approvals:Templates:<id>:Confirm?")]
    [InlineData($"Approvals:Template:{Template}:StepUp", "true", "did you mean Approvals:Templates?")]
    [InlineData($"Tallyfy:Templates:{Template}:StepUp", "true", "did you mean Approvals:Templates?")]
    [InlineData($"Approvals:{Template}:StepUp", "true", $"Approvals:{Template} is no setting")]
    [InlineData("Approvals:SelfAproval", "Refuse", "did you mean Approvals:SelfApproval?")]
    [InlineData("Approvals:SelfApprovals", "Refuse", "did you mean Approvals:SelfApproval?")]
    [InlineData("Approvals:AdministratorMayDecide", "false", "did you mean Approvals:AdministratorsMayDecide?")]
    [InlineData("Approvals:UndoWindows", "00:00:00", "did you mean Approvals:UndoWindow?")]
    // A template by what is no id.
    [InlineData("Approvals:Templates:Purchase request:StepUp", "true", "Approvals:Templates:Purchase request is no id")]
    [InlineData("Approvals:Templates:0123456789abcdef0123456789abcde:StepUp", "true", "is no id of a template")]
    [InlineData("Approvals:Templates:0123456789abcdef0123456789abcdef0:StepUp", "true", "is no id of a template")]
    [InlineData("Approvals:Templates:0123456789abcdef0123456789abcdeg:StepUp", "true", "is no id of a template")]
    [InlineData("Approvals:Templates:01234567-89ab-cdef-0123-456789abcdef:StepUp", "true", "is no id of a template")]
    [InlineData("Approvals:Templates: 0123456789abcdef0123456789abcdef:StepUp", "true", "is no id of a template")]
    [InlineData("Approvals:Templates:*:StepUp", "true", "Approvals:Templates:* is no id of a template")]
    [InlineData("Approvals:Templates:0:StepUp", "true", "Approvals:Templates:0 is no id of a template")]
    [InlineData("Approvals:Templates:0123456789abcdef0123456789abcdeﬁ:StepUp", "true", "is no id of a template")]
    // Values that are none.
    [InlineData($"{Guard}:StepUp", "yes", $"{Guard}:StepUp must be true or false.")]
    [InlineData($"{Guard}:StepUp", "1", $"{Guard}:StepUp must be true or false.")]
    [InlineData($"{Guard}:StepUp", "on", $"{Guard}:StepUp must be true or false.")]
    [InlineData($"{Guard}:StepUp", "treu", $"{Guard}:StepUp must be true or false.")]
    [InlineData($"{Guard}:StepUp", "", $"{Guard}:StepUp must be true or false, and is empty.")]
    [InlineData($"{Guard}:StepUp", " ", $"{Guard}:StepUp must be")]
    [InlineData($"{Guard}:InChat", "no", $"{Guard}:InChat must be true or false.")]
    [InlineData($"{Guard}:Confirm", "", $"{Guard}:Confirm must be")]
    [InlineData($"{Guard}:SelfApproval", "", $"{Guard}:SelfApproval must be")]
    [InlineData($"{Guard}:SelfApproval", "Refused", $"{Guard}:SelfApproval must be one of Note, Refuse.")]
    [InlineData("Approvals:SelfApproval", "Forbid", "Approvals:SelfApproval must be one of Note, Refuse.")]
    [InlineData("Approvals:SelfApproval", "7", "Approvals:SelfApproval must be one of Note, Refuse.")]
    [InlineData("Approvals:SelfApproval", "1", "Approvals:SelfApproval must be one of Note, Refuse.")]
    [InlineData("Approvals:SelfApproval", "Note,Refuse", "Approvals:SelfApproval must be one of Note, Refuse.")]
    [InlineData("Approvals:SelfApproval", "", "Approvals:SelfApproval must be")]
    [InlineData("Approvals:AdministratorsMayDecide", "nobody", "Approvals:AdministratorsMayDecide must be true")]
    [InlineData("Accounts:Proof", "SignedIn", "Accounts:Proof must be one of Email, Code, SignIn, Admin.")]
    [InlineData("Accounts:Proof", "", "Accounts:Proof must be")]
    [InlineData("Accounts:Proof", "0", "Accounts:Proof must be one of")]
    [InlineData("Storage:Provider", "Postgresql", "Storage:Provider must be one of Sqlite, Postgres.")]
    [InlineData("Approvals:UndoWindow", "10", "Approvals:UndoWindow must be a time such as 00:10:00")]
    [InlineData("Approvals:PursueFor", "5", "Approvals:PursueFor must be a time such as 00:10:00")]
    [InlineData("Approvals:UndoWindow", "10m", "Approvals:UndoWindow must be a time")]
    [InlineData("Approvals:UndoWindow", "-00:10:00", "Approvals:UndoWindow must be from 00:00:00 to 1.00:00:00.")]
    [InlineData("Approvals:UndoWindow", "1.00:00:01", "Approvals:UndoWindow must be from 00:00:00 to 1.00:00:00.")]
    [InlineData("Approvals:Lease", "00:00:34", "Approvals:Lease must be from 00:00:35 to 00:10:00.")]
    [InlineData("Approvals:AnswerWithin", "00:00:09", "Approvals:AnswerWithin must be from 00:00:01 to 00:00:08.")]
    [InlineData("Approvals:PursueFor", "00:00:10", "Approvals:PursueFor must be from 00:05:00 to 7.00:00:00.")]
    [InlineData("Arrivals:PerPerson:Burst", "0", "Arrivals:PerPerson:Burst must be from 1 to 1000000.")]
    [InlineData("Arrivals:PerPerson:Burst", "thirty", "Arrivals:PerPerson:Burst must be a whole number.")]
    [InlineData("Arrivals:PerPerson:Burst", "2.5", "Arrivals:PerPerson:Burst must be a whole number.")]
    [InlineData("Arrivals:PerPerson:Burst", "99999999999", "Arrivals:PerPerson:Burst must be a whole number.")]
    [InlineData("Arrivals:PerPerson:PerSecond", "NaN", "Arrivals:PerPerson:PerSecond must be a number such as 0.5.")]
    [InlineData("Arrivals:PerPerson:PerSecond", "Infinity", "Arrivals:PerPerson:PerSecond must be a number")]
    [InlineData("Arrivals:PerPerson:PerSecond", "0,5", "Arrivals:PerPerson:PerSecond must be a number")]
    [InlineData("Arrivals:PerPerson:PerSecond", "-1", "Arrivals:PerPerson:PerSecond must be from 0.001 to 1000000.")]
    [InlineData("Delivery:MaxRecipients", "0", "Delivery:MaxRecipients must be from 1 to 1000.")]
    [InlineData("Delivery:CardsAtOnce", "0", "Delivery:CardsAtOnce must be from 1 to 1000.")]
    [InlineData("Delivery:PerConversation:InOneHour", "-1", "Delivery:PerConversation:InOneHour must be from")]
    [InlineData("Delivery:ReservedForAnswers", "50", "Delivery:ReservedForAnswers must be less than")]
    [InlineData("Intake:Budget:SweepShare", "20%", "Intake:Budget:SweepShare must be a number")]
    [InlineData("Intake:Budget:SweepShare", "1.5", "Intake:Budget:SweepShare must be from 0.01 to 1.")]
    [InlineData("Intake:SweepEvery", "", "Intake:SweepEvery must be")]
    [InlineData("Installing:TeamsAppId", "the app", "Installing:TeamsAppId must be an id such as Entra shows.")]
    [InlineData("Installing:ThroughGraph", "true", "Installing:TeamsAppId is missing")]
    [InlineData("SignIn:PublicUrl", "http://[", "SignIn:PublicUrl must be a whole web address.")]
    [InlineData("SignIn:PublicUrl", "bot.example.com", "SignIn:PublicUrl must be a whole web address.")]
    [InlineData("SignIn:PublicUrl", "javascript:alert(1)", "SignIn:PublicUrl must be a whole web address.")]
    [InlineData("SignIn:PublicUrl", "", "SignIn:PublicUrl must be a whole web address, and is empty.")]
    [InlineData("SignIn:PublicUrl", "http://bot.example.com", "SignIn:PublicUrl must begin with https.")]
    [InlineData("SignIn:Microsoft:Authority", "login", "SignIn:Microsoft:Authority must be a whole web address.")]
    [InlineData("Tallyfy:PublicUrl", "/webhooks", "Tallyfy:PublicUrl must be a whole web address")]
    [InlineData("Tallyfy:RunTaskLink", "", "Tallyfy:RunTaskLink must be a whole web address")]
    [InlineData("Tallyfy:StandaloneTaskLink", "{task}", "Tallyfy:StandaloneTaskLink must be a whole web address")]
    // Names of other sections.
    [InlineData("Tallyfy:AcessToken", Told, "did you mean Tallyfy:AccessToken?")]
    [InlineData("Tallyfy:Tenant", "t", "did you mean Tallyfy:Tenants?")]
    [InlineData("Tallyfy:WebhookSecert", Told, "did you mean Tallyfy:WebhookSecret?")]
    [InlineData("Tallyfy:Domains:0", "example.com", "did you mean Accounts:Domains?")]
    [InlineData("Accounts:Domain:0", "example.com", "did you mean Accounts:Domains?")]
    [InlineData("Accounts:Proofs", "Code", "did you mean Accounts:Proof?")]
    [InlineData("Trail:PreviousKey:0", Told, "did you mean Trail:PreviousKeys?")]
    [InlineData("Trail:Keys:0", Told, "did you mean Trail:Key?")]
    [InlineData("Storage:ConnectionString", Told, "did you mean ConnectionStrings:Bot?")]
    [InlineData("SignIn:Microsoft:ClientSecrets", Told, "did you mean SignIn:Microsoft:ClientSecret?")]
    [InlineData("SignIn:ClientSecret", Told, "SignIn:ClientSecret is no setting")]
    [InlineData("Operators:People:0:ObjectID ", "x", "did you mean Operators:People:0:ObjectId?")]
    [InlineData("Operators:People:0:Mail", "x", "Operators:People:0:Mail is no setting")]
    [InlineData("Delivery:MaxRecipient", "5", "did you mean Delivery:MaxRecipients?")]
    [InlineData("Delivery:InOneSecond", "5", "did you mean Delivery:PerConversation:InOneSecond?")]
    [InlineData("Arrivals:PerPersons:Burst", "5", "did you mean Arrivals:PerPerson?")]
    [InlineData("Intake:PerMinute", "5", "did you mean Intake:Budget:PerMinute?")]
    [InlineData("Emulator:ActsAs", "alex@example.com", "did you mean Emulator:ActAs?")]
    [InlineData("Management:Url", "http://127.0.0.1:3980", "did you mean Management:Urls?")]
    [InlineData("Managment:Urls", "http://127.0.0.1:3980", "did you mean Management?")]
    [InlineData("Management:Urls:0", "http://127.0.0.1:3980", "Management:Urls is a single value")]
    [InlineData("Management:Urls", "", "Management:Urls must be addresses such as http://127.0.0.1:3980")]
    [InlineData("Management:Urls", "http://10.0.0.1", "Management:Urls must be another", "urls", "http://*:80", null)]
    // As other programs part the words of a name.
    [InlineData("Approvals__SelfApproval", "Refuse", "did you mean Approvals:SelfApproval?")]
    [InlineData("Approvals_SelfApproval", "Refuse", "did you mean Approvals:SelfApproval?")]
    [InlineData("approvals.selfapproval", "Refuse", "did you mean Approvals:SelfApproval?")]
    [InlineData("SignIn_Microsoft_ClientSecret", Told, "did you mean SignIn:Microsoft:ClientSecret?")]
    // The wrong kind of place.
    [InlineData("Tallyfy:Tenants", "t", "Tallyfy:Tenants is a list: write Tallyfy:Tenants:0")]
    [InlineData("Accounts:Domains", "example.com,example.org", "Accounts:Domains is a list")]
    [InlineData("Accounts:Domains:first", "example.com", "Accounts:Domains:first is an entry of a list")]
    [InlineData("Accounts:Domains:0", "", "Accounts:Domains:0 is empty")]
    [InlineData("Accounts:Domains:0", "@contoso.com", "Accounts:Domains:0 must be a domain such as contoso.com")]
    [InlineData("Accounts:Domains:0", "alex@contoso.com", "Accounts:Domains:0 must be a domain")]
    [InlineData("Accounts:Domains:0", "https://contoso.com", "Accounts:Domains:0 must be a domain")]
    [InlineData("Accounts:Domains:0", "*.contoso.com", "Accounts:Domains:0 must be a domain")]
    [InlineData("Accounts:Domains:0", "contoso.com,example.org", "Accounts:Domains:0 must be a domain")]
    [InlineData("Accounts:Domains:0", "contoso.com.", "Accounts:Domains:0 must be a domain")]
    [InlineData("Accounts:Domains:-1", "example.com", "Accounts:Domains:-1 is an entry of a list")]
    [InlineData("Accounts:Domains:0:Name", "example.com", "Accounts:Domains:0 is a single value")]
    [InlineData("Tallyfy:Tenants:0", " ", "Tallyfy:Tenants:0 is empty")]
    [InlineData("Tallyfy:Tenants:0", "contoso.com", "Tallyfy:Tenants:0 must be the tenant's id as Entra shows it")]
    [InlineData("Tallyfy:Tenants:0", "2d4f6a801b3c4d5e8f7091a2b3c4d5e6", "Tallyfy:Tenants:0 must be the tenant's id")]
    [InlineData("Tallyfy:Organizations:0:Tenants:0", "x", "Tallyfy:Organizations:0:Tenants:0 must be the tenant's id")]
    [InlineData("Tallyfy:Organizations", "c0a7", "Tallyfy:Organizations is a list")]
    [InlineData("Tallyfy:Organizations:0", "c0a7", "Tallyfy:Organizations:0 is a group of settings")]
    [InlineData("Tallyfy:Organizations:first:Organization", "c0a7", "is an entry of a list")]
    [InlineData("Approvals", "strict", "Approvals is a group of settings")]
    [InlineData("Approvals:Templates", Template, "Approvals:Templates is a group of settings")]
    [InlineData(Guard, "StepUp", $"{Guard} is a group of settings")]
    [InlineData($"{Guard}:StepUp:Always", "true", $"{Guard}:StepUp is a single value")]
    [InlineData(Guard, null, $"{Guard} is empty")]
    [InlineData("Approvals:Templates", null, "Approvals:Templates is empty")]
    [InlineData($"{Guard}:StepUp", null, $"{Guard}:StepUp is empty")]
    [InlineData("Intake:Budget", null, "Intake:Budget is empty")]
    [InlineData("MicrosoftAppId:0", "x", "MicrosoftAppId is a single value")]
    // What was meant as one of our sections.
    [InlineData($"Approval:Templates:{Template}:StepUp", "true", "Approval is no setting: did you mean Approvals?")]
    [InlineData("Aprovals:SelfApproval", "Refuse", "did you mean Approvals?")]
    [InlineData("Tallify:Organization", "x", "did you mean Tallyfy?")]
    [InlineData("Tally:Organization", "x", "did you mean Tallyfy?")]
    [InlineData("Account:Proof", "Admin", "did you mean Accounts?")]
    [InlineData("Trails:Key", Told, "did you mean Trail?")]
    [InlineData("Sign-In:PublicUrl", "https://x.example", "did you mean SignIn?")]
    [InlineData("Arrival:PerPerson:Burst", "1", "did you mean Arrivals?")]
    [InlineData("Operator:People:0:Tenant", "x", "did you mean Operators?")]
    [InlineData("MicrosoftAppTenantID ", "x", "did you mean MicrosoftAppTenantId?")]
    [InlineData("MicrosoftApplId", "x", "did you mean MicrosoftAppId?")]
    [InlineData("ChanelService", "https://botframework.azure.us", "did you mean ChannelService?")]
    [InlineData("ConnectionStrings:Bto", Told, "did you mean ConnectionStrings:Bot?")]
    [InlineData("ConnectionStrings:Bots", Told, "did you mean ConnectionStrings:Bot?")]
    [InlineData("ConnectionStrings:Bot", "tallyfy-bot.db", "ConnectionStrings:Bot names no file")]
    [InlineData("ConnectionStrings:Bot", "Mode=Memory", "ConnectionStrings:Bot names no file")]
    [InlineData("ConnectionStrings:Bot", $"Data Source=bot.db;Pasword={Told}", "ConnectionStrings:Bot names no file")]
    [InlineData("ConnectionStrings:Bot", "", "ConnectionStrings:Bot is missing")]
    [InlineData("ConnectionStrings:Bot", "Data Source=:memory:", InMemory)]
    [InlineData("ConnectionStrings:Bot", "Filename=:memory:", InMemory)]
    [InlineData("ConnectionStrings:Bot", "DataSource=bot.db;Mode=Memory", InMemory)]
    [InlineData("ConnectionStrings:Bot", "Filename=bot.db;Mode=Memory;Cache=Shared", InMemory)]
    [InlineData("ConnectionStrings:Bot", "Data Source=file::memory:?cache=shared", "names an address: write the path")]
    [InlineData("ConnectionStrings:Bot", "Filename=FILE:bot.db?mode=ro", "names an address: write the path")]
    [InlineData("ConnectionStrings:Bot", "Data Source=bot.db;Mode=Write", "ConnectionStrings:Bot names no file")]
    [InlineData("ConnectionStrings:Bot", "Data Source=bot.db;Default Timeout=99999999999", "names no file")]
    [InlineData("ConnectionStrings:Bot", "Data Source=bot.db;Default Timeout=-1", "has a Default Timeout below 0")]
    [InlineData("ConnectionStrings:Bot", $"Data Source=bot.db;Password={Told}", "has a Password")]
    [InlineData("ConnectionStrings:Bot", "Data Source=bot.db;Vfs=nowhere", "has a Vfs")]
    [InlineData("Storage:Provider", "Postgres", "ConnectionStrings:Bot names no database")]
    [InlineData("Trail:PreviousKeys:0", OwnKey, "Trail:PreviousKeys:0 is Trail:Key itself")]
    // What is incomplete.
    [InlineData("Operators:People:0:Tenant", "x", "Each of Operators:People needs a Tenant and an ObjectId")]
    [InlineData("Tallyfy:AccessToken", $"Bearer {Told}", "Tallyfy:AccessToken must be the token alone")]
    [InlineData("Tallyfy:AccessToken", $"{Told}-für-uns", "Tallyfy:AccessToken must be the token alone")]
    [InlineData("Tallyfy:AccessToken", $"\"{Told}\"", "Tallyfy:AccessToken must be the token alone")]
    [InlineData("Tallyfy:Organization", " c0a7050c", "Tallyfy:Organization must be the id alone")]
    [InlineData("Tallyfy:Organization", "https://go.tallyfy.com/c0a7050c", "Tallyfy:Organization must be the id alone")]
    [InlineData("Tallyfy:Organizations:0:Organization", "d0a7", "Tallyfy:Organizations:0:AccessToken is missing")]
    [InlineData("Tallyfy:ClientId", "3979", "Tallyfy:ClientSecret is missing.")]
    [InlineData("Approvals:PursueFor", "00:05:00", "", "Approvals:Lease", "00:10:00", "PursueFor must be longer")]
    public void It_is_refused_by_its_name(
        string key, string? value, string said, string? key2 = null, string? value2 = null, string? said2 = null)
    {
        var settings = new Dictionary<string, string?>(Complete) { [key] = value };

        if (key2 is not null)
            settings[key2] = value2;

        var list = Refused(settings);

        Assert.Contains(list, line => line.Contains(said2 ?? said, StringComparison.Ordinal));
        Assert.DoesNotContain(list, line => line.Contains(Told, StringComparison.Ordinal));
        Assert.All(list, line => Assert.True(line.EndsWith('.') || line.EndsWith('?'), line));
    }

    [Theory]
    [InlineData("Trail:Key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("Trail:Key", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")]
    [InlineData("Trail:Key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("Trail:Key", "////////////////////////////////////////////////////////////")]
    [InlineData("Trail:Key", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=")] // 12345678901234567890123456789012
    [InlineData("Trail:Key", "cGFzc3dvcmRwYXNzd29yZHBhc3N3b3JkcGFzc3dvcmQ=")] // password, four times
    [InlineData("Trail:Key", "/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wA=")]
    [InlineData("Trail:Key", "the desk's", true)]
    [InlineData("Trail:PreviousKeys:0", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("Tallyfy:WebhookSecret", "aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Tallyfy:WebhookSecret", "0123456789abcdef0123456789abcdef")]
    [InlineData("Tallyfy:WebhookSecret", "the-sandbox-tells-the-desk")]
    [InlineData("Tallyfy:WebhookSecrets:0", "changeme-changeme-changeme")]
    [InlineData("Tallyfy:AccessToken", "sandbox-personal-access-token")]
    [InlineData("Tallyfy:AccessToken", "your-token")]
    [InlineData("Tallyfy:AccessToken", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("Tallyfy:AccessToken", "changeme")]
    [InlineData("SignIn:Tallyfy:ClientSecret", "sandbox-client-secret")]
    [InlineData("SignIn:Tallyfy:ClientSecret", "secret")]
    [InlineData("SignIn:Microsoft:ClientSecret", "todo")]
    [InlineData("SignIn:Microsoft:ClientSecret", "****************")]
    [InlineData("MicrosoftAppPassword", "password")]
    [InlineData("MicrosoftAppPassword", "00000000-0000-0000-0000-000000000000")]
    [InlineData("MicrosoftAppPassword", "0000000000000000000000000000000000000000")]
    public void A_secret_with_too_little_in_it_is_refused_without_being_told(
        string key, string secret, bool isDesk = false)
    {
        var value = isDesk ? Convert.ToBase64String(TrailKeys.OfTheDesk) : secret;

        var list = Refused(new Dictionary<string, string?>(Complete) { [key] = value });

        Assert.Contains(list, line => line.StartsWith($"{key} must be ", StringComparison.Ordinal));
        Assert.DoesNotContain(list, line => line.Contains(value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Approvals:Templates:0123456789ABCDEF0123456789ABCDEF:StepUp", "true")]
    [InlineData("APPROVALS:TEMPLATES:0123456789abcdef0123456789abcdef:STEPUP", "TRUE")]
    [InlineData("Approvals:UndoWindow", "0")]
    [InlineData("Approvals:UndoWindow", "00:00:00")]
    [InlineData("Approvals:SelfApproval", "refuse")]
    [InlineData("Tallyfy:Tenants:0", "2D4F6A80-1B3C-4D5E-8F70-91A2B3C4D5E6")]
    [InlineData("Accounts:Domains:0", "m\u00FCnchen.example")]
    [InlineData("Tallyfy:Tenants", "")] // how a file writes an empty list
    [InlineData("Accounts:Domains:3", "example.com")]
    [InlineData("Delivery:MaxRecipients", " 5 ")]
    [InlineData("Emulator:ActAs", "")]
    // What belongs to others: the framework, the machine, other programs.
    [InlineData("Logging:LogLevel:Tallyfy.Bot.Intake", "Debug")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:3978")]
    [InlineData("urls", "http://127.0.0.1:3978")]
    [InlineData("AllowedHosts", "*")]
    [InlineData("OpenTelemetry:Endpoint", "http://127.0.0.1:4317")]
    [InlineData("OTEL_SERVICE_NAME", "bot")]
    [InlineData("MAIL", "/var/mail/alex")]
    [InlineData("APPROVAL", "1")]
    [InlineData("ConnectionStrings:Reports", "Host=elsewhere")]
    [InlineData("ForwardedHeaders:KnownProxies:0", "10.0.0.1")]
    public void It_is_nobodys_fault(string key, string value)
    {
        Map(new Dictionary<string, string?>(Complete) { [key] = value }, null);
    }

    [Fact]
    public void Everything_is_in_one_list()
    {
        var list = Refused(new Dictionary<string, string?>(Complete)
        {
            [$"{Guard}:StpUp"] = "true",
            ["Approvals:Lease"] = "one minute",
            ["Approvals:Templates:Purchase request:InChat"] = "no",
            ["Tallyfy:AccessToken"] = " ",
            ["Trail:Key"] = Told,
            ["MicrosoftAppId"] = null,
            ["Aprovals:SelfApproval"] = "Refuse",
            ["SignIn:PublicUrl"] = "http://[",
        });

        string[] named =
        [
            $"{Guard}:StpUp", "Approvals:Lease", "Approvals:Templates:Purchase request",
            "Approvals:Templates:Purchase request:InChat", "Tallyfy:AccessToken", "Trail:Key", "MicrosoftAppId",
            "Aprovals", "SignIn:PublicUrl",
        ];
        Assert.All(named, key => Assert.Single(
            list,
            line => line.StartsWith($"{key} is ", StringComparison.Ordinal)
                || line.StartsWith($"{key} must ", StringComparison.Ordinal)));
        Assert.True(named.Length == list.Count, string.Join('\n', list));
    }

    [Fact]
    public void A_file_says_the_same_as_a_command_line()
    {
        var list = Refused(
            Complete,
            $$$"""
            {
              "Approvals": {
                "Templates": {
                  "{{{Template}}}": { "StepUp": "sometimes" },
                  "1123456789abcdef0123456789abcdef": {},
                  "2123456789abcdef0123456789abcdef": null,
                  "Purchase request": { "StepUp": true }
                }
              },
              "Accounts": { "Domains": "example.com" },
              "Operators": { "People": [ { "Tenant": "t", "ObjectId": "o", "Name": "Alex" } ] }
            }
            """);

        Assert.Equal(6, list.Count);
        Assert.Contains(
            list, line => line.StartsWith("Operators:People:0:Name is no setting", StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_hosts_program_only_our_own_sections_are_ours()
    {
        var theirs = new Dictionary<string, string?>(Complete) { ["Account:Plan"] = "gold", ["Trials:Days"] = "30" };

        Map(theirs, null, isGuest: true);
        var list = Refused(new(theirs) { ["Accounts:Plan"] = "gold" }, isGuest: true);

        Assert.Equal("Accounts:Plan is no setting: docs/settings.md lists them.", Assert.Single(list));
    }

    [Fact]
    public void A_name_that_is_long_or_has_lines_does_not_fill_the_list()
    {
        var list = Refused(new Dictionary<string, string?>(Complete) { [$"Trail:{new string('x', 5000)}\n"] = "1" });

        Assert.InRange(Assert.Single(list).Length, 100, 200);
        Assert.DoesNotContain('\n', list[0]);
    }

    private static IReadOnlyList<string> Refused(
        Dictionary<string, string?> settings, string? file = null, bool isGuest = false) =>
        [.. Assert.Throws<OptionsValidationException>(() => Map(settings, file, isGuest)).Failures];

    private static void Map(Dictionary<string, string?> settings, string? file, bool isGuest = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });

        if (file is not null)
            builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(file)));

        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddTallyfyBot(isGuest);
        using var app = builder.Build();
        app.MapTallyfyBot();
    }
}
