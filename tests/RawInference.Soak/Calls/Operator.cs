using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RawInference.Soak.Calls;

/// <summary>Administers through one server, with the operator's own key.</summary>
internal sealed class Operator(Gateway gateway, string secret)
{
    /// <param name="limits">Members of <c>limits</c>.</param>
    /// <param name="budgetUsd">Per day; null for none.</param>
    /// <param name="cancellationToken">Of the scenario.</param>
    public async Task<MintedKey> MintAsync(JsonObject? limits, decimal? budgetUsd, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["name"] = "soak",
            ["namespaces"] = new JsonArray("default"),
            ["default_namespace"] = "default",
            ["limits"] = limits,
        };
        if (budgetUsd is { } usd)
        {
            body["budget"] = new JsonObject { ["per_day_usd"] = usd };
        }

        var answer = await SendAsync(HttpMethod.Post, "v1/keys", body, cancellationToken);
        return new MintedKey((string)answer["id"]!, (string)answer["key"]!);
    }

    public Task<MintedKey> MintAsync(CancellationToken cancellationToken) => MintAsync(null, null, cancellationToken);

    public Task RevokeAsync(string id, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, $"v1/keys/{id}", null, cancellationToken);

    public Task EditAsync(string id, JsonObject edit, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, $"v1/keys/{id}", edit, cancellationToken);

    public async Task<Balance[]> BalancesAsync(string id, CancellationToken cancellationToken)
    {
        var key = await SendAsync(HttpMethod.Get, $"v1/keys/{id}", null, cancellationToken);
        return
        [
            .. key["balances"]!.AsArray().Select(balance => new Balance(
                (string)balance!["limit"]!,
                (decimal)balance["max"]!,
                (decimal)balance["used"]!,
                (decimal)balance["reserved"]!,
                (decimal)balance["remaining"]!)),
        ];
    }

    /// <summary>The sums of one key's usage.</summary>
    public async Task<JsonObject> TotalAsync(string id, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, $"v1/usage?key={id}", null, cancellationToken))["total"]!.AsObject();

    /// <summary>Every record of one key.</summary>
    public async Task<List<UsageEntry>> RecordsAsync(string id, CancellationToken cancellationToken)
    {
        var records = new List<UsageEntry>();
        string? cursor = null;
        do
        {
            var path = $"v1/usage/records?key={id}&limit=1000" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var page = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
            records.AddRange(page["data"]!.AsArray().Select(record => Read(record!)));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return records;
    }

    private static UsageEntry Read(JsonNode record) => new(
        (string)record["id"]!,
        (string?)record["inference_name"],
        (string)record["outcome"]!,
        (string?)record["error"],
        (long?)record["tokens_used"]?["total"],
        (decimal?)record["cost_usd"]);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var response = await gateway.Client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{method} {path} was answered by {(int)response.StatusCode}: {text}");
    }
}
