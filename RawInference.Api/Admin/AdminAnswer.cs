using System.Text.Json;
using RawInference.Api.Hosting;
using RawInference.State.Registry;

namespace RawInference.Api.Admin;

/// <summary>Answers an admin call. Nobody on the way may keep it: it can hold a secret.</summary>
internal static class AdminAnswer
{
    public static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await using (var writer = new Utf8JsonWriter(http.Response.BodyWriter, JsonOutput.Options))
        {
            write(writer);
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>A page with what asks for the next one.</summary>
    public static Task WriteAsync<T>(HttpContext http, RegistryPage<T> page, Func<T, string> idOf, Action<Utf8JsonWriter, T> write) => WriteAsync(http, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        foreach (var item in page.Items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("has_more", page.HasMore);
        writer.WriteString("next", page.HasMore ? idOf(page.Items[^1]) : null);
        writer.WriteEndObject();
    });
}
