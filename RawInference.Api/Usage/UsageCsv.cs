using System.Globalization;
using CsvHelper;
using RawInference.Core.Limits;
using RawInference.Core.Usage;
using RawInference.State.Usage;

namespace RawInference.Api.Usage;

/// <summary>Usage as CSV (RFC 4180), for spreadsheets: a name that a caller chose must not become a formula in one.</summary>
internal static class UsageCsv
{
    private const string NextHeader = "x-next-cursor";

    private static readonly CsvWriterOptions Format = new() { Injection = CsvInjection.Escape };

    public static Task WriteAsync(HttpContext http, IReadOnlyList<UsageRow> rows, IReadOnlyList<string> groups)
    {
        (string Name, UsageClass Class)[] columns = [.. UsageColumns.Calls, .. UsageColumns.Tokens, .. UsageColumns.Others];
        string[] header = [.. groups, .. columns.Select(column => column.Name), "tokens_total", "cost_usd"];
        return WriteAsync(http, header, rows.Select(row => (IEnumerable<string?>)
        [
            .. row.Values,
            .. columns.Select(column => Text(row.Counts[column.Class])),
            Text(UsageColumns.TokensOf(row.Counts)),
            Text(NanoUsd.ToUsd(row.Counts[UsageClass.CostNanoUsd])),
        ]));
    }

    public static Task WriteAsync(HttpContext http, UsagePage page)
    {
        if (page.Next is { } next)
        {
            http.Response.Headers[NextHeader] = next;
        }

        string[] header =
        [
            "id", "at", "namespace", "key", "operation", "inference_name", "provider", "model", "outcome", "error", "cached",
            "prompt", "completion", "cached_prompt", "cache_write_prompt", "reasoning", "usage_source", "cost_usd",
        ];
        return WriteAsync(http, header, page.Records.Select(Cells));
    }

    private static IEnumerable<string?> Cells(UsageRecord record) =>
    [
        record.Id,
        record.At.ToString("O", CultureInfo.InvariantCulture),
        record.Namespace,
        record.KeyId,
        record.Operation,
        record.Alias,
        record.Provider,
        record.Model,
        UsageWords.Of(record.Outcome),
        record.Error is { } error ? InferenceErrors.NameOf(error) : null,
        record.Cached ? "true" : "false",
        Text(record.Usage?.Prompt),
        Text(record.Usage?.Completion),
        Text(record.Usage?.CachedPrompt),
        Text(record.Usage?.CacheWritePrompt),
        Text(record.Usage?.Reasoning),
        UsageWords.Of(record.UsageSource),
        Text(record.CostUsd),
    ];

    private static async Task WriteAsync(HttpContext http, IEnumerable<string> header, IEnumerable<IEnumerable<string?>> rows)
    {
        http.Response.ContentType = "text/csv; charset=utf-8; header=present";
        http.Response.Headers.CacheControl = "no-store";
        await using var csv = CsvWriter.Create(http.Response.Body, Format, leaveOpen: true);
        foreach (var row in rows.Prepend(header))
        {
            foreach (var cell in row)
            {
                csv.WriteField(cell);
            }

            await csv.EndRecordAsync(http.RequestAborted);
        }

        await csv.FlushAsync(http.RequestAborted);
    }

    private static string? Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
