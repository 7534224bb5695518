using System.Globalization;
using System.Text;
using RawInference.Emulator.Answers;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>The signature of a thinking block, and the data of a redacted one: opaque to a client, and known again when they come back.</summary>
internal static class ThinkingSeal
{
    private const string Mark = "EmulatorSeal";

    /// <summary>Seals what a client is shown; a changed text no longer fits its signature.</summary>
    public static string Sign(string shown)
    {
        var nonce = Guid.NewGuid().ToString("N");
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Mark}|{nonce}|{Digest(nonce, shown)}"));
    }

    public static bool IsGenuine(string signature, string shown)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split('|') is [Mark, var nonce, var digest]
            && digest == Digest(nonce, shown);
    }

    private static string Digest(string nonce, string shown) =>
        StableHash.Of($"{nonce}:{shown}").ToString("x16", CultureInfo.InvariantCulture);
}
