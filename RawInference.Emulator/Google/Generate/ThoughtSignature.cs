using System.Text;
using RawInference.Emulator.Answers;

namespace RawInference.Emulator.Google.Generate;

/// <summary>A signature that the emulator knows again: opaque to clients, who must hand it back as it is.</summary>
internal static class ThoughtSignature
{
    /// <summary>
    /// What the provider takes in place of a signature, for calls that it did not make
    /// (https://ai.google.dev/gemini-api/docs/thought-signatures).
    /// </summary>
    private static readonly string[] Placeholders = ["context_engineering_is_the_way_to_go", "skip_thought_signature_validator"];

    public static string Create(string thought)
    {
        var content = $"{StableHash.Of(thought):x16}";
        return Convert.ToBase64String(Encoding.ASCII.GetBytes($"{content}{StableHash.Of($"signature:{content}"):x16}"));
    }

    public static bool IsGenuine(string signature)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(bytes, 0, length);
        return text.Length == 32 && text[16..] == $"{StableHash.Of($"signature:{text[..16]}"):x16}";
    }

    /// <summary>A placeholder has been read as Base64 by then: it is known by its letters.</summary>
    public static bool IsPlaceholder(string signature) =>
        Placeholders.Any(placeholder => signature.TrimEnd('=') == placeholder.Replace('-', '+').Replace('_', '/'));
}
