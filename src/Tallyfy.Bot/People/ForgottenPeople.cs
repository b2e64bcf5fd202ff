using System.Security.Cryptography;
using System.Text;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.People;

/// <summary>
/// Remembers that somebody was forgotten, so that a mere word does not link them again. What stays is a hash of their
/// ids with a salt of this store: nobody is read out of it, and whoever knows the ids can only see that it fits.
/// </summary>
internal static class ForgottenPeople
{
    private const int SaltBytes = 32;

    public static async Task AddAsync(UnitOfWork unit, PersonId person, CancellationToken cancellationToken)
    {
        await unit.ExecuteAsync(
            "insert into forgotten_salt (id, salt) values (1, @salt) on conflict (id) do nothing",
            new { salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes)) },
            cancellationToken);
        await unit.ExecuteAsync(
            "insert into forgotten_people (person_hash) values (@hash) on conflict (person_hash) do nothing",
            new { hash = Hash((await FindSaltAsync(unit, cancellationToken))!, person) },
            cancellationToken);
    }

    public static async Task<bool> HasAsync(UnitOfWork unit, PersonId person, CancellationToken cancellationToken) =>
        await FindSaltAsync(unit, cancellationToken) is { } salt
        && await unit.FindAsync<long>(
            "select count(*) from forgotten_people where person_hash = @hash",
            new { hash = Hash(salt, person) },
            cancellationToken) > 0;

    private static Task<string?> FindSaltAsync(UnitOfWork unit, CancellationToken cancellationToken) =>
        unit.FindAsync<string>("select salt from forgotten_salt where id = 1", new { }, cancellationToken);

    // Ids are compared without case elsewhere, and a line break is in none of them.
    private static string Hash(string salt, PersonId person) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Convert.FromHexString(salt),
        Encoding.UTF8.GetBytes($"{person.Tenant}\n{person.ObjectId}".ToUpperInvariant())));
}
