using Tallyfy.Bot.People;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>Whom cards are drawn for, each in their own chat.</summary>
internal static class SampleReaders
{
    public static readonly Chat Alex = ChatOf("alex", "en-US", "America/New_York");

    public static readonly Chat Jonas = ChatOf("jonas", "de-DE", "Europe/Berlin");

    public static readonly Chat Layla = ChatOf("layla", "ar-EG", "Africa/Cairo");

    /// <summary>An administrator of Tallyfy, who reads as Alex does.</summary>
    public static readonly Chat Administrator = ChatOf("administrator", "en-US", "America/New_York");

    /// <summary>Alex, where others read too.</summary>
    public static readonly Chat AlexInGroup = Alex with { ConversationId = "19:group", IsShared = true };

    public static IReadOnlyDictionary<PersonId, LinkedAccount> Accounts { get; } = new LinkedAccount[]
    {
        AccountOf(Alex, WellKnown.Alex, "alexw@example.com", "Alex Wilber"),
        AccountOf(Jonas, WellKnown.Isaiah, "jonas@example.com", "Jonas Weber"),
        AccountOf(Layla, WellKnown.Patti, "layla@example.com", "ليلى حسن"),
        AccountOf(Administrator, WellKnown.Bot, WellKnown.AdministratorEmail, "Adele Vance"),
    }.ToDictionary(account => account.Person);

    public static long MemberOf(Chat reader) => Accounts[reader.Person].TallyfyUserId;

    private static LinkedAccount AccountOf(Chat chat, long member, string email, string name) => new()
    {
        Person = chat.Person,
        Organization = WellKnown.OrganizationId,
        TallyfyUserId = member,
        Email = email,
        DisplayName = name,
    };

    private static Chat ChatOf(string name, string locale, string zone) => new()
    {
        Person = new PersonId("tenant", name),
        ConversationId = $"a:{name}",
        ServiceUrl = "https://smba.trafficmanager.net/teams/",
        ChannelId = "msteams",
        Address = "29:1abcDEF",
        BotAddress = "28:bot",
        Locale = locale,
        Zone = zone,
    };
}
