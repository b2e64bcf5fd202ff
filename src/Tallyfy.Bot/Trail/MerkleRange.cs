using System.Security.Cryptography;
using System.Text;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// The tree over entries that are in their order (RFC 9162, 2.1.1), as far as it has to be kept to add the next one:
/// how many there are, and the roots of its whole subtrees, the largest first.
/// </summary>
internal sealed class MerkleRange
{
    private readonly List<byte[]> peaks;

    private MerkleRange(long size, List<byte[]> peaks) => (Size, this.peaks) = (size, peaks);

    public MerkleRange()
        : this(0, [])
    {
    }

    /// <summary>How many entries.</summary>
    public long Size { get; private set; }

    /// <summary>In lower-case hexadecimal.</summary>
    public string Root => Convert.ToHexStringLower(RootOf(peaks));

    /// <summary>In lower-case hexadecimal, parted by spaces.</summary>
    public string Peaks => string.Join(' ', peaks.Select(Convert.ToHexStringLower));

    /// <summary>Each peak with the entries it stands for, counted from 0, the last one not included.</summary>
    public IEnumerable<(long First, long End, byte[] Hash)> Subtrees
    {
        get
        {
            var first = 0L;

            foreach (var peak in peaks)
            {
                var size = LargestPower(Size - first);
                yield return (first, first + size, peak);
                first += size;
            }
        }
    }

    /// <summary>What <see cref="Peaks"/> wrote; null where it does not fit the number of entries.</summary>
    public static MerkleRange? Parse(long size, string peaks)
    {
        var words = peaks.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        if (size < 0 || words.Length != long.PopCount(size) || words.Any(word => !IsHash(word)))
            return null;

        return new MerkleRange(size, [.. words.Select(Convert.FromHexString)]);
    }

    /// <summary>Of one entry: a prefix parts leaves from nodes.</summary>
    public static byte[] Leaf(string data) => SHA256.HashData([0, .. Encoding.UTF8.GetBytes(data)]);

    public static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    public void Add(byte[] leaf)
    {
        // As many pairs of equal size close as there are ones at the end of the number.
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            leaf = Node(peaks[^1], leaf);
            peaks.RemoveAt(peaks.Count - 1);
        }

        peaks.Add(leaf);
        Size++;
    }

    /// <summary>The largest power of two that is not larger.</summary>
    public static long LargestPower(long number) => 1L << (63 - (int)long.LeadingZeroCount(number));

    private static byte[] RootOf(List<byte[]> peaks)
    {
        if (peaks.Count == 0)
            return SHA256.HashData([]);

        var root = peaks[^1];

        for (var place = peaks.Count - 2; place >= 0; place--)
            root = Node(peaks[place], root);

        return root;
    }

    private static bool IsHash(string word) =>
        word.Length == 2 * SHA256.HashSizeInBytes
        && word.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
