using System.Text;

namespace RawInference.Emulator.Google.Wire;

/// <summary>The two spellings of a field: as JSON has it, and as the provider's messages and errors have it.</summary>
internal static class FieldName
{
    /// <summary><c>response_mime_type</c> as <c>responseMimeType</c>; what has no underscore stays.</summary>
    public static string Camel(string name)
    {
        var camel = new StringBuilder(name.Length);
        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] == '_' && index > 0 && index + 1 < name.Length)
            {
                camel.Append(char.ToUpperInvariant(name[++index]));
            }
            else
            {
                camel.Append(name[index]);
            }
        }

        return camel.ToString();
    }

    public static string Snake(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
