using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>Who somebody is, where they sit and what they typed, as clients say it in their different ways.</summary>
public sealed class SenderStories
{
    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    [Theory]
    [InlineData("11-ids-in-capitals")]
    [InlineData("11-no-object-id")]
    public async Task The_same_person_is_known_again(string name)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("A lamp", Person.Lynne);
        var message = FieldInput.Activity(name, Person.Lynne);

        if (name == "11-ids-in-capitals")
            message = Activities.FromTenant(message, Person.Tenant.ToUpperInvariant());

        await story.PostAsync(message);

        await story.Teams.WaitForAsync(one => one.Summary.StartsWith("Approvals that wait for you: 1", default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tap_has_to_name_its_person(bool isSubmit)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);

        if (isSubmit)
            await story.PostAsync(Unnamed(Activities.Submit(
                Person.Lynne,
                card.Id,
                CardWords.FindAction(card.Card, "approve")!["fallback"]!["data"]!.DeepClone())));
        else
            Assert.Equal(
                StoryTexts.English.NobodyNamed,
                (await story.InvokeAsync(Unnamed(Activities.Execute(
                    Person.Lynne,
                    card.Id,
                    "approve",
                    CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone())))).Words);

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Equal(0, story.Teams.Message(card.Id).Edits);
    }

    public static TheoryData<string> Strangers =>
        ["another address", "another chat", "a group", "another tenant", "a bot"];

    /// <summary>All of it has to be that person's: nobody is guessed.</summary>
    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Whom_nothing_names_is_nobody(string who)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Diego);
        var words = Unnamed(Activities.Message(Person.Lynne, "unlink"));

        switch (who)
        {
            case "another address":
                words["from"]!["id"] = Person.Diego.Address;
                break;
            case "another chat":
                words["conversation"]!["id"] = Person.Diego.Chat;
                break;
            case "a group":
                words["conversation"]!["conversationType"] = "groupChat";
                break;
            case "another tenant":
                words = Activities.FromTenant(words, "00000000-0000-0000-0000-00000000beef");
                break;
            default:
                words["from"]!["role"] = "bot";
                break;
        }

        await story.PostAsync(words);

        Assert.Equal(2, await story.CountAsync("accounts where state = 'Active'"));
        Assert.Contains("is refused", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_without_an_object_id_ends_the_link()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        await story.PostAsync(Unnamed(Activities.Installation(Person.Lynne, "remove")));

        Assert.Equal(0, await story.CountAsync("accounts where state = 'Active'"));
    }

    [Fact]
    public async Task Without_a_mail_the_principal_name_proposes_whom_a_code_proves()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        var entry = FieldInput.Read("11-roster-no-mail", Person.Diego).AsObject();
        entry["objectId"] = Person.Diego.ObjectId;
        story.Teams.Roster = _ => entry.DeepClone().AsObject();

        await story.PostAsync(Activities.Installation(Person.Diego, "add"));

        await story.Teams.WaitForAsync(message =>
            message.Words.Contains(StoryTexts.English.LinkProposalHeading, StringComparison.Ordinal)
            && message.Words.Contains(Person.Diego.Email, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alias@example.com", "diegos@example.com", "Code", true)]
    [InlineData("DiegoS@Example.com", "someone@example.com", "Code", true)]
    [InlineData("alias@example.com", "other@example.com", "Code", false)]
    [InlineData(null, "diegos_ext#EXT#@example.com", "Code", false)]
    [InlineData(null, null, "Code", false)]
    [InlineData(null, "diegos@example.com", "Email", false)]
    [InlineData("alias@example.com", "diegos@example.com", "Email", false)]
    public async Task An_address_that_Tallyfy_knows_is_enough_to_ask_and_never_to_believe(
        string? mail, string? principal, string proof, bool isFound)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Accounts:Proof"] = proof });
        story.Teams.Roster = person =>
        {
            var entry = ScriptedConnector.RosterEntry(person);
            (entry["email"], entry["userPrincipalName"]) = (mail, principal);
            return entry;
        };
        await story.InstallAsync(Person.Diego);

        var answer = await story.SayAsync(Person.Diego, "link");

        Assert.Equal(
            isFound, answer.Words.Contains(StoryTexts.English.LinkProposalHeading, StringComparison.Ordinal));
        Assert.Equal(0, await story.CountAsync("accounts"));
    }

    [Fact]
    public async Task A_locale_in_the_clients_entity_writes_the_dates()
    {
        var (story, _) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;

        await story.PostAsync(FieldInput.Activity("13-locale-in-client-info", Person.Lynne));

        var list = await story.Teams.WaitForAsync(one => one.Words.Contains("wait for you: 1", default));
        Assert.Contains("Mi, 4. März, 10:00", list.Words, StringComparison.Ordinal); // in Berlin
    }

    [Fact]
    public async Task A_zone_that_has_no_name_is_known_by_its_offset()
    {
        var (story, _) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;

        await story.PostAsync(FieldInput.Activity("13-zone-unknown", Person.Lynne));

        var list = await story.Teams.WaitForAsync(one => one.Words.Contains("wait for you: 1", default));
        Assert.Contains("2:30\u00A0PM", list.Words, StringComparison.Ordinal);
    }

    /// <summary>What of it is there: in the entity, in the activity, in the clock. 9:00 UTC is written.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "America/Chicago", "2026-03-02T09:00:00+05:30", "10:00\u00A0AM")]
    [InlineData(null, "America/Chicago", "2026-03-02T09:00:00+05:30", "3:00\u00A0AM")]
    [InlineData("Nowhere/Atall", "America/Chicago", null, "3:00\u00A0AM")]
    [InlineData("Nowhere/Atall", "Neither/There", "2026-03-02T14:30:00+05:30", "2:30\u00A0PM")]
    [InlineData(null, "GMT+05:30", null, "2:30\u00A0PM")]
    [InlineData(null, "UTC-3", null, "6:00\u00A0AM")]
    [InlineData(null, "W. Europe Standard Time", null, "10:00\u00A0AM")]
    [InlineData(null, null, "2026-03-02T09:00:00-0800", "1:00\u00A0AM")]
    [InlineData(null, null, "2026-03-02T09:00:00", "9:00\u00A0AM UTC")]
    [InlineData(null, null, "yesterday", "9:00\u00A0AM UTC")]
    [InlineData(null, "GMT+99", "7", "9:00\u00A0AM UTC")]
    [InlineData(null, null, null, "9:00\u00A0AM UTC")]
    public async Task Times_are_those_of_the_reader_or_name_their_zone(
        string? entity, string? zone, string? clock, string written)
    {
        await using var story = ApprovalStory.Begin();
        await story.PostAsync(From(Activities.Installation(Person.Lynne, "add"), null, entity, zone, clock));
        await story.LaunchAsync("A lamp", Person.Lynne);

        await story.PostAsync(From(Activities.Message(Person.Lynne, "pending"), null, entity, zone, clock));

        var list = await story.Teams.WaitForAsync(one => one.Words.Contains("wait for you: 1", default));
        Assert.Contains(written, list.Words, StringComparison.Ordinal);
        Assert.Equal(written.EndsWith("UTC", default), list.Words.Contains("UTC", default));
    }

    [Theory]
    [InlineData("de-DE", "fr-FR", "Mi, 4. März")]
    [InlineData(null, "fr-FR", "mer., 4 mars")]
    [InlineData("xx-nowhere", "fr-FR", "mer., 4 mars")]
    [InlineData("de_DE", null, "Mi, 4. März")]
    [InlineData("de-ZZZZZ", null, "Mi, 4. März")]
    [InlineData("", "es-ES", "mié, 4 de marzo")]
    [InlineData(null, null, "Wed, March 4")]
    [InlineData("!!", null, "Wed, March 4")]
    public async Task Dates_are_in_the_language_that_is_known(string? entity, string? locale, string day)
    {
        var (story, _) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var message = Activities.Message(Person.Lynne, "pending");
        message["locale"] = locale;
        message["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = entity });

        await story.PostAsync(message);

        var list = await story.Teams.WaitForAsync(one => one.Words.Contains("wait for you: 1", default));
        Assert.Contains(day, list.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_activity_does_not_say_is_known_from_an_earlier_one()
    {
        await using var story = ApprovalStory.Begin();
        await story.PostAsync(From(Activities.Installation(Person.Lynne, "add"), "de-DE", "Europe/Berlin", null, null));
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var refresh = Activities.Execute(
            Person.Lynne, card.Id, "refresh", CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone());

        var answer = await story.InvokeAsync(From(refresh, null, null, null, null));

        Assert.Contains("Mi, 4. März, 10:00", card.Words, StringComparison.Ordinal);
        Assert.Contains("Mi, 4. März, 10:00", answer.Words, StringComparison.Ordinal);
    }

    private static JsonObject Unnamed(JsonObject activity)
    {
        activity["from"]!.AsObject().Remove("aadObjectId");
        return activity;
    }

    private static JsonObject From(JsonObject activity, string? locale, string? entity, string? zone, string? clock)
    {
        activity["locale"] = locale;
        activity["localTimezone"] = zone;
        activity["localTimestamp"] = clock;
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["timezone"] = entity });
        return activity;
    }
}
