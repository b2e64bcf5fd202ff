using System.Security.Cryptography;
using System.Text;

namespace Tallyfy.Sandbox.Seed;

/// <summary>Ids of seeded things: the same at every start, and shaped like Tallyfy's.</summary>
internal static class SeedIds
{
    private const int Bytes = 16;

    public static string For(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, Bytes));
}
