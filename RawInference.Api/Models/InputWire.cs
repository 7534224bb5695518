using System.Text.Json;
using RawInference.Media;

namespace RawInference.Api.Models;

/// <summary>The names of what models take.</summary>
internal static class InputWire
{
    public static IEnumerable<string> All => Of(Enum.GetValues<MediaKind>());

    /// <summary>Every model takes text.</summary>
    public static IEnumerable<string> Of(IEnumerable<MediaKind> media) =>
        media.Select(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString())).Prepend("text");
}
