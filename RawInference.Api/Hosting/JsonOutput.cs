using System.Text.Encodings.Web;
using System.Text.Json;

namespace RawInference.Api.Hosting;

/// <summary>How the Api writes JSON: letters as they are, since nothing is ever put into HTML.</summary>
internal static class JsonOutput
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
