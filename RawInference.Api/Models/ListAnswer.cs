using System.Text.Json;
using RawInference.Api.Hosting;

namespace RawInference.Api.Models;

/// <summary>A listing as one JSON body.</summary>
internal static class ListAnswer
{
    /// <param name="http">The call.</param>
    /// <param name="write">Writes the items.</param>
    public static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using (var writer = new Utf8JsonWriter(http.Response.BodyWriter, JsonOutput.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteStartArray("data");
            write(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
