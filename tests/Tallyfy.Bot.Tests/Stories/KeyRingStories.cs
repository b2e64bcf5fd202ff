using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// The keys that protect a sign-in rest encrypted in the store: a copy of it gives none, and whoever can write there
/// cannot give the bot a key of their own.
/// </summary>
public sealed class KeyRingStories
{
    private const string Another = "q3Zr8sVb1LxN5tYpK0wJmDfGhC7uEa2iOe9RkS4vT6M=";
    private const string Planted =
        "UGxhbnRlZCBieSB3aG9ldmVyIGNhbiB3cml0ZSB0aGUgZGF0YWJhc2UsIGFuZCBrbm93biB0byB0aGVtLg==";

    // As the framework writes a key where nothing encrypts it.
    private const string Clear =
        $"""
        <key id="11111111-1111-1111-1111-111111111111" version="1">
          <creationDate>2026-03-01T00:00:00Z</creationDate>
          <activationDate>2026-03-01T00:00:00Z</activationDate>
          <expirationDate>2027-03-01T00:00:00Z</expirationDate>
          <descriptor deserializerType="{Deserializer}">
            <descriptor>
              <encryption algorithm="AES_256_CBC" />
              <validation algorithm="HMACSHA256" />
              {Secret}
            </descriptor>
          </descriptor>
        </key>
        """;

    private const string Deserializer =
        "Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel."
        + "AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, "
        + "Culture=neutral, PublicKeyToken=adb9793829ddae60";

    private const string Secret =
        $"""<masterKey p4:requiresEncryption="true" xmlns:p4="{Namespace}"><value>{Planted}</value></masterKey>""";

    private const string Namespace = "http://schemas.asp.net/2015/03/dataProtection";

    private const string Nobody =
        "Microsoft.AspNetCore.DataProtection.XmlEncryption.NullXmlDecryptor, Microsoft.AspNetCore.DataProtection, "
        + "Version=10.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60";

    private const string Ours = "Tallyfy.Bot.Browser.KeyRingDecryptor, Tallyfy.Bot, Version=1.0.0.0";

    /// <summary>Rows that no bot wrote, each with the planted key, or with what might lead to one.</summary>
    public static TheoryData<string> Forged =>
    [
        Clear,
        Clear.Replace(Secret, EncryptedBy(Nobody, $"<unencryptedKey>{Secret}</unencryptedKey>")),
        Clear.Replace(Secret, EncryptedBy(Ours, Secret)),
        Clear.Replace(Secret, EncryptedBy(Ours, $"<atRest>{Secret}</atRest>")),
        Clear.Replace(Secret, Secret + EncryptedBy(Ours, "<atRest>AAAA</atRest>")),
        Clear.Replace(Secret, EncryptedBy(Ours, "<atRest>AAAA</atRest>") + EncryptedBy(Nobody, Secret)),
        Clear.Replace(Secret, EncryptedBy("Tallyfy.Bot.Browser.KeyRingDecryptor, Elsewhere", "<atRest>A</atRest>")),
        Clear.Replace(Secret, EncryptedBy("System.Object, System.Runtime", "<atRest>A</atRest>")),
        Clear.Replace(Secret, EncryptedBy("", "<atRest>A</atRest>")),
        Clear.Replace(Secret, EncryptedBy(Ours, "<atRest>A</atRest>"))
            .Replace("AuthenticatedEncryptorDescriptorD", "ManagedAuthenticatedEncryptorDescriptorD"),
        Clear.Replace(Secret, ""),
        "<keys>" + Clear + "</keys>",
        "<other />",
        "no xml",
        "",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><key>&b;</key>",
    ];

    [Fact]
    public async Task No_row_holds_a_key_in_clear_and_a_copy_of_the_store_gives_none()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        await LinkAsync(story);

        var xml = Assert.Single(await RowsAsync(story));

        var sealedKey = XElement.Parse(xml).Descendants("atRest").Single();
        var bytes = Convert.FromBase64String(sealedKey.Value);
        var keys = story.Services.GetRequiredService<TrailKeys>();
        var clear = Encoding.UTF8.GetString(keys.Decrypt((string)sealedKey.Attribute("key")!, bytes));
        var secret = (string)XElement.Parse(clear).Descendants("value").Single();
        Assert.Equal(64, Convert.FromBase64String(secret).Length);
        Assert.DoesNotContain(secret, xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
        var thief = new TrailKey(Convert.FromBase64String(Another));

        foreach (var one in new[] { 0, 11, 12, 27, 28, bytes.Length - 1 })
        {
            var altered = bytes.ToArray();
            altered[one] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => keys.Decrypt(keys.CurrentId, altered));
        }

        Assert.ThrowsAny<CryptographicException>(() => thief.Decrypt(bytes));
        Assert.ThrowsAny<CryptographicException>(() => thief.Decrypt(bytes[..20]));
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_key_that_we_did_not_encrypt_is_no_key_and_goes(string row)
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        await AddRowAsync(story, row);

        await LinkAsync(story);

        var rows = await RowsAsync(story);
        Assert.DoesNotContain(row, rows);
        Assert.Contains("atRest key=", Assert.Single(rows), StringComparison.Ordinal);
        Assert.Contains("did not rest encrypted by this bot and was removed", story.Log, StringComparison.Ordinal);
    }

    /// <summary>Revocations as the framework would not read them, or would read them for ever.</summary>
    public static TheoryData<string, string> Unclear => new()
    {
        { "revocation-1", Revocation("2999-01-01T00:00:00Z", "*") },
        { "revocation-2", Revocation("soon", "*") },
        { "revocation-3", "<revocation version=\"1\"><key id=\"*\" /></revocation>" },
        { "revocation-4", Revocation("2026-03-01T00:00:00Z", "all of them") },
        { "revocation-5", "<revocation />" },
        { "revocation-6", Revocation("2026-03-01T00:00:00Z", "") },
        { "revocation-7", "<revocation><revocationDa" },
        { "revocation-8", "" },
        { "a-name", Revocation("9999-12-31T23:59:59.9999999-14:00", "*") },
        { "b-name", "<revocation><key /><key /></revocation>" },
    };

    [Theory]
    [MemberData(nameof(Unclear))]
    public async Task A_revocation_that_is_unclear_ends_all_keys_of_now_and_none_to_come(string name, string row)
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        await LinkAsync(story);
        var before = KeyIdOf(Assert.Single(await RowsAsync(story)));
        await AddRowAsync(story, row, name);

        await story.RestartAsync();
        await LinkAsync(story, Person.Adele);
        Assert.Contains($"{name} does not name one key: the 1 keys", story.Log, StringComparison.Ordinal);
        await story.RestartAsync();
        await LinkAsync(story, Person.Megan);

        var rows = await RowsAsync(story);
        Assert.DoesNotContain(row, rows);
        Assert.Equal(3, rows.Count); // both keys, and that the first is revoked
        var revocation = Assert.Single(rows, one => one.StartsWith("<revocation", StringComparison.Ordinal));
        Assert.Contains(before, revocation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_revoked_stays_so_whatever_stands_beside_it()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        var asked = await walk.AskedAsync(Person.Alex);
        var key = KeyIdOf(Assert.Single(await RowsAsync(story)));
        await AddRowAsync(story, Revocation("once", key), "revocation-of-one");
        await AddRowAsync(story, "no xml", "key-unreadable");
        await AddRowAsync(story, (await RowsAsync(story))[0], "key-again");

        await story.RestartAsync();
        var page = await walk.BackFromTallyfyAsync(await walk.Browser.GoOnAsync(asked), Person.Alex);

        Assert.DoesNotContain("You are linked", page.Text, StringComparison.OrdinalIgnoreCase);
        await LinkAsync(story, Person.Adele);
        var rows = await RowsAsync(story);
        Assert.Equal(2, rows.Count(one => one.StartsWith("<key", StringComparison.Ordinal)));
        Assert.Contains(Revocation("once", key), rows);
    }

    [Fact]
    public async Task A_revocation_up_to_a_day_leaves_what_was_made_later()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        await LinkAsync(story);
        await AddRowAsync(story, Revocation("2020-01-01T00:00:00Z", "*"), "revocation-past");

        await story.RestartAsync();
        await LinkAsync(story, Person.Adele);

        Assert.Single(await RowsAsync(story));
    }

    [Theory]
    [InlineData("<creationDate>", "<creationDate>no date")]
    [InlineData("<expirationDate>", "<expirationDate>no date")]
    [InlineData(" id=\"", " id=\"no-")]
    [InlineData("</atRest>", "AAAA</atRest>")]
    public async Task A_key_that_cannot_be_read_stops_no_sign_in(string from, string to)
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        await LinkAsync(story);
        await story.ChangeStoreAsync($"update framework_keys set xml = replace(xml, '{from}', '{to}')");

        await story.RestartAsync();
        await LinkAsync(story, Person.Adele);

        Assert.Contains(await RowsAsync(story), one => !one.Contains(to, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_another_key_of_the_trail_a_new_ring_is_made_and_the_bot_runs()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        await LinkAsync(story);
        var before = Assert.Single(await RowsAsync(story));

        await story.RestartAsync(TimeSpan.Zero, KeyValuePair.Create("Trail:Key", (string?)Another));
        await LinkAsync(story, Person.Adele);

        var rows = await RowsAsync(story);
        Assert.Equal(2, rows.Count);
        Assert.Contains(before, rows); // another process may still have its key
        Assert.Contains("which is not in the settings: it is not used", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_the_trail_that_was_replaced_still_reads_the_ring_and_a_sign_in_goes_on()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        var asked = await walk.AskedAsync(Person.Alex);

        await story.RestartAsync(
            TimeSpan.Zero,
            KeyValuePair.Create("Trail:Key", (string?)Another),
            KeyValuePair.Create("Trail:PreviousKeys:0", (string?)BotHost.TrailKey));
        var page = await walk.BackFromTallyfyAsync(await walk.Browser.GoOnAsync(asked), Person.Alex);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("linked", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Single(await RowsAsync(story));
    }

    private static string EncryptedBy(string type, string what) =>
        $"""<encryptedSecret decryptorType="{type}" xmlns="{Namespace}"><x xmlns="">{what}</x></encryptedSecret>"""
            .Replace("<x xmlns=\"\"><atRest>", "<atRest xmlns=\"\">", StringComparison.Ordinal)
            .Replace("</atRest></x>", "</atRest>", StringComparison.Ordinal);

    private static async Task LinkAsync(ApprovalStory story, Person? person = null)
    {
        var who = person ?? Person.Alex;
        var page = await (await SignInWalk.BeginAsync(story, who)).SignInAsync(who, who);
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    private static Task<IReadOnlyList<string>> RowsAsync(ApprovalStory story) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.QueryAsync<string>(
                "select xml from framework_keys", new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

    private static string Revocation(string date, string key) =>
        $"""<revocation version="1"><revocationDate>{date}</revocationDate><key id="{key}" /></revocation>""";

    private static string KeyIdOf(string xml) => (string)XElement.Parse(xml).Attribute("id")!;

    private static Task AddRowAsync(ApprovalStory story, string xml, string name = "key-planted") =>
        story.Services.GetRequiredService<Database>().WriteAsync(
            unit => unit.ExecuteAsync(
                "insert into framework_keys (name, xml) values (@name, @xml)",
                new { name, xml },
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
}
