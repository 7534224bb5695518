using System.Text;
using RawInference.Emulator.Answers;

namespace RawInference.Emulator.OpenAI.Responses;

/// <summary>The closed content of a reasoning item: opaque to a client, and known again when it comes back.</summary>
internal static class EncryptedReasoning
{
    private const string Mark = "gAAAAAB";

    public static string Close(string itemId) => Mark + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{itemId}|{Seal(itemId)}"));

    public static bool IsGenuine(string content)
    {
        var bytes = new byte[content.Length];
        if (!content.StartsWith(Mark, StringComparison.Ordinal) || !Convert.TryFromBase64String(content[Mark.Length..], bytes, out var length))
        {
            return false;
        }

        return Encoding.UTF8.GetString(bytes, 0, length).Split('|') is [var id, var seal] && seal == Seal(id);
    }

    private static string Seal(string itemId) => StableHash.Of($"emulator:{itemId}").ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
