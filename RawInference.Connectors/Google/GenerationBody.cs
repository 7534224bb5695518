using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Media;

namespace RawInference.Connectors.Google;

/// <summary>Writes one turn of the user with what is to be generated, and the caller's additions.</summary>
internal static class GenerationBody
{
    /// <param name="bytes">About the size of the parts.</param>
    /// <param name="parts">Writes the parts of the turn.</param>
    /// <param name="config">Writes members of <c>generationConfig</c>.</param>
    /// <param name="call">The caller's additions.</param>
    /// <param name="additions">Members of <c>generationConfig</c> that are left to the caller.</param>
    public static HttpContent Create(long bytes, Action<Utf8JsonWriter> parts, Action<Utf8JsonWriter> config, CallSettings call, FrozenSet<string> additions)
    {
        var options = call.ProviderOptions;
        var added = GoogleProviderOptions.MembersOf(options, GoogleProviderOptions.GenerationConfig, additions);
        GoogleProviderOptions.MembersOf(options, GoogleProviderOptions.ToolConfig, []);
        var tools = GoogleProviderOptions.ToolsOf(options);
        return BodyWriter.Write((int)Math.Min(bytes + 1_024, int.MaxValue / 2), writer =>
        {
            writer.WriteStartArray("contents");
            writer.WriteStartObject();
            writer.WriteString("role", "user");
            writer.WriteStartArray("parts");
            parts(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();

            writer.WriteStartObject(GoogleProviderOptions.GenerationConfig);
            config(writer);
            foreach (var member in added)
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
            if (tools.Count > 0)
            {
                writer.WriteStartArray(GoogleProviderOptions.Tools);
                foreach (var tool in tools)
                {
                    tool.WriteTo(writer);
                }

                writer.WriteEndArray();
            }

            GoogleProviderOptions.WriteFields(writer, options);
        });
    }

    public static void WriteTextPart(this Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteText("text", text);
        writer.WriteEndObject();
    }

    public static void WriteMediaPart(this Utf8JsonWriter writer, MediaContent media)
    {
        writer.WriteStartObject();
        GoogleMedia.WriteInline(writer, media);
        writer.WriteEndObject();
    }
}
