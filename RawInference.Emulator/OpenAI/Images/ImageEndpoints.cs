using System.Text.Json;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Images;

/// <summary><c>POST /v1/images/generations</c> and <c>POST /v1/images/edits</c>.</summary>
internal static class ImageEndpoints
{
    public const string Generations = "images/generations";
    public const string Edits = "images/edits";

    public static Task GenerateAsync(WireCall call) => new ImageAnswer(call, "image_generation", inputs: 0).WriteAsync();

    public static Task EditAsync(WireCall call)
    {
        var images = call.Body.Member("image") is { ValueKind: JsonValueKind.Array } several ? several.GetArrayLength() : 1;
        return new ImageAnswer(call, "image_edit", images).WriteAsync();
    }
}
