using System.Globalization;
using System.Text.Json;
using RawInference.Api.Hosting;
using RawInference.Contract;
using RawInference.Core.Limits;
using RawInference.Core.Usage;
using RawInference.State.Usage;
using RawInference.Usage;

namespace RawInference.Api.Usage;

/// <summary>Usage as JSON.</summary>
internal static class UsageWire
{
    public static Task WriteAsync(HttpContext http, UsageParameters asked, IReadOnlyList<UsageRow> rows, IReadOnlyList<string> groups) =>
        WriteAsync(http, writer =>
        {
            writer.WriteString("from", asked.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteString("to", asked.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteStartArray("data");
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                foreach (var (name, value) in groups.Zip(row.Values))
                {
                    writer.WriteString(name, value);
                }

                WriteCounts(writer, row.Counts);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartObject("total");
            WriteCounts(writer, UsageGroups.Sum(rows));
            writer.WriteEndObject();
        });

    public static Task WriteAsync(HttpContext http, UsagePage page) => WriteAsync(http, writer =>
    {
        writer.WriteStartArray("data");
        foreach (var record in page.Records)
        {
            WriteRecord(writer, record);
        }

        writer.WriteEndArray();
        writer.WriteString("next", page.Next);
    });

    private static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await using (var writer = new Utf8JsonWriter(http.Response.BodyWriter, JsonOutput.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            write(writer);
            writer.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>The cost is what is known of it; <c>unpriced</c> says for how many calls it is not.</summary>
    private static void WriteCounts(Utf8JsonWriter writer, UsageCounts counts)
    {
        WriteColumns(writer, UsageColumns.Calls, counts);
        writer.WriteStartObject("tokens");
        WriteColumns(writer, UsageColumns.Tokens, counts);
        writer.WriteNumber("total", UsageColumns.TokensOf(counts));
        writer.WriteEndObject();
        WriteColumns(writer, UsageColumns.Others, counts);
        writer.WriteNumber("cost_usd", NanoUsd.ToUsd(counts[UsageClass.CostNanoUsd]));
    }

    private static void WriteColumns(Utf8JsonWriter writer, IEnumerable<(string Name, UsageClass Class)> columns, UsageCounts counts)
    {
        foreach (var (name, usageClass) in columns)
        {
            writer.WriteNumber(name, counts[usageClass]);
        }
    }

    private static void WriteRecord(Utf8JsonWriter writer, UsageRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("id", record.Id);
        writer.WriteString("at", record.At);
        writer.WriteString("namespace", record.Namespace);
        writer.WriteString("key", record.KeyId);
        writer.WriteString("operation", record.Operation);
        writer.WriteString("inference_name", record.Alias);
        writer.WriteString("provider", record.Provider);
        writer.WriteString("model", record.Model);
        writer.WriteString("outcome", UsageWords.Of(record.Outcome));
        writer.WriteString("error", record.Error is { } error ? InferenceErrors.NameOf(error) : null);
        writer.WriteBoolean("cached", record.Cached);
        ResponseContract.WriteUsage(writer, record.Usage);
        WriteOthers(writer, record.Usage);
        writer.WriteString("usage_source", UsageWords.Of(record.UsageSource));
        ResponseContract.WriteCost(writer, record.CostUsd);
        writer.WriteEndObject();
    }

    private static void WriteOthers(Utf8JsonWriter writer, TokenUsage? usage)
    {
        if (usage?.Characters is { } characters)
        {
            writer.WriteNumber("characters", characters);
        }

        if (usage?.Images is { } images)
        {
            writer.WriteNumber("images", images);
        }

        if (usage?.AudioSeconds is { } seconds)
        {
            writer.WriteNumber("audio_s", seconds);
        }
    }
}
