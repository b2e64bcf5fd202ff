using System.CommandLine;
using System.Security.Cryptography;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// What an operator asks so that somebody else can check: proofs, and the keys they are checked with.
/// </summary>
internal static class TrailProofCommands
{
    private const int KeyBytes = 32;

    public static Command DescribeProve(string[] settings, Option<string?> organization)
    {
        var what = new Argument<string>("WHAT")
        {
            Description = "The receipt code of a decision, or the number of an entry.",
        };
        var since = new Option<string?>("--since")
        {
            Description = "A head from before: the proof shows too that all it had is still there.",
        };
        var file = new Option<FileInfo?>("--out")
        {
            Description = "A new file, or an earlier proof to replace; without it the proof is printed.",
        };
        var prove = new Command(
            "prove", "Writes what proves an entry to somebody who has only the public key: see tools/verify.py.")
        {
            what,
            organization,
            since,
            file,
        };

        prove.SetAction((parsed, cancellationToken) => TrailCommand.RunAsync(
            settings,
            parsed,
            organization,
            (asked, found) => ProofAnswers.ProveAsync(
                asked,
                found,
                parsed.GetValue(what)!,
                parsed.GetValue(since),
                parsed.GetValue(file),
                cancellationToken),
            cancellationToken));
        return prove;
    }

    public static Command DescribeCheck()
    {
        var proof = new Argument<FileInfo>("PROOF") { Description = "A file that \"trail prove\" wrote." };
        var keys = new Option<FileInfo>("--keys")
        {
            Required = true,
            Description = "A file with public keys, as \"trail keys\" prints them.",
        };
        var head = new Option<string?>("--head")
        {
            Description = "A head from before: the proof has to lead on from it.",
        };
        var check = new Command("check", "Checks a proof, with public keys and nothing else.") { proof, keys, head };

        check.SetAction((parsed, cancellationToken) => ProofAnswers.CheckAsync(
            parsed.InvocationConfiguration.Output,
            parsed.GetValue(proof)!,
            parsed.GetValue(keys)!,
            parsed.GetValue(head),
            cancellationToken));
        return check;
    }

    public static Command DescribeKeys(string[] settings, Option<string?> organization)
    {
        var list = new Command(
            "keys", "Prints the public keys that heads are checked with: those of the settings and those of the trail.")
        {
            organization,
        };

        list.SetAction((parsed, cancellationToken) => TrailCommand.RunAsync(
            settings,
            parsed,
            organization,
            (asked, found) => ProofAnswers.ListKeysAsync(asked, found, cancellationToken),
            cancellationToken));
        return list;
    }

    public static Command DescribeNewKey()
    {
        var make = new Command("new-key", "Prints a new Trail:Key, and how to put it in the place of another.");

        make.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
            parsed.InvocationConfiguration.Error.WriteLine(
                "That is a new Trail:Key. Put the one before into Trail:PreviousKeys:0 (and those there one further), "
                + "set this one, and restart each process: the trail notes where it begins. Keep both outside the "
                + "database.");
            return 0;
        });
        return make;
    }

    public static Command DescribeSetAside(string[] settings)
    {
        var file = new Option<FileInfo>("--out") { Required = true, Description = "A new file." };
        var sure = new Option<bool>("--yes") { Description = "The file is kept: the rows leave the store." };
        var aside = new Command(
            "set-aside", "Writes a trail of the form before this one to a file, and takes it out of the store.")
        {
            file,
            sure,
        };

        aside.SetAction((parsed, cancellationToken) => TrailCommand.RunAsync(
            settings,
            parsed,
            null,
            (asked, _) => ProofAnswers.SetAsideAsync(
                asked, parsed.GetValue(file)!, parsed.GetValue(sure), cancellationToken),
            cancellationToken));
        return aside;
    }
}
