using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;

namespace RawInference.Api.Tests.Limits;

public sealed class LimitTests : IClassFixture<LimitedApi>
{
    private const string Chat = "\"model\":\"first/chat\",\"inputs\":{\"prompts\":[\"hi\"]}";

    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private static readonly IReadOnlyList<LimitState> States =
    [
        new("key-tokens", 5_000, 1, TimeSpan.FromSeconds(2.2), Minute),
        new("namespace-requests", 100, 50, TimeSpan.FromSeconds(30), Minute),
        new("key-requests:models/\"größe\"", 10, 9, TimeSpan.FromSeconds(8), Minute),
    ];

    private readonly LimitedApi _fixture;

    public LimitTests(LimitedApi fixture)
    {
        _fixture = fixture;
        _fixture.Limits = LimitSet.None;
        _fixture.Ledger.Reserve = _ => null;
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"parameters\":{\"stream\":true}")]
    public async Task AdmittedCall_TellsWhereItsLimitsStand(string stream)
    {
        Say(States);
        using var response = await _fixture.Api.PostAsync($"{{{Chat}{stream}}}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        AssertStates(response);
        Assert.Equal(("10", "9"), (Header(response, "X-RateLimit-Limit"), Header(response, "X-RateLimit-Remaining")));
        Assert.Equal("60", Header(response, "X-RateLimit-Window"));
        Assert.InRange(long.Parse(Header(response, "X-RateLimit-Reset")!, CultureInfo.InvariantCulture) - response.Headers.Date!.Value.ToUnixTimeSeconds(), 7, 60);
    }

    [Fact]
    public async Task LimitsOfTokensAlone_AreToldInTheSamePlace()
    {
        Say([States[0], States[0] with { Name = "organization-tokens", Limit = 9, Remaining = 0 }]);
        using var response = await _fixture.Api.PostAsync($"{{{Chat}}}");

        Assert.Equal(("9", "0"), (Header(response, "X-RateLimit-Limit"), Header(response, "X-RateLimit-Remaining")));
    }

    [Fact]
    public async Task CallWithoutLimits_TellsNone()
    {
        using var response = await _fixture.Api.PostAsync($"{{{Chat}}}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.Contains("RateLimit", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task FullLimit_IsA429ThatTellsHowLongToWait()
    {
        _fixture.Limits = new LimitSet { RequestsPerMinute = 10 };
        Refuse(TimeSpan.FromSeconds(6.1));
        using var response = await _fixture.Api.PostAsync($"{{{Chat},\"parameters\":{{\"stream\":true}}}}");
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((429, "TooManyRequestsError"), (problem.Status, problem.Type));
        Assert.Contains("'key-requests' of 10 requests", problem.Message, StringComparison.Ordinal);
        Assert.Equal("7", Header(response, "Retry-After"));
        Assert.Equal(6_100, problem.Details.GetProperty("retry_after_ms").GetInt64());
        AssertStates(response);
    }

    [Fact]
    public async Task UsedUpBudget_IsA402ThatTellsWhenItResets()
    {
        _fixture.Limits = new LimitSet { BudgetPerDayUsd = 1 };
        Refuse(TimeSpan.FromHours(2));
        using var response = await _fixture.Api.PostAsync($"{{{Chat}}}");
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((402, "BudgetExceededError"), (problem.Status, problem.Type));
        Assert.Equal("7200", Header(response, "Retry-After"));
        Assert.False(problem.Details.GetProperty("retryable").GetBoolean());
        AssertStates(response);
    }

    [Fact]
    public async Task DearCall_IsBoundedWithAWarning()
    {
        var answer = await _fixture.Api.InferAsync($"{{{Chat},\"max_cost_usd\":0.0001}}");

        var warning = answer.GetProperty("warnings").EnumerateArray().Single();
        Assert.Equal(("parameter_clamped", "parameters.max_tokens"), (warning.GetProperty("code").GetString(), warning.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("\"max_cost_usd\":0.0001,\"strict\":true", 400, "parameters.max_tokens")]
    [InlineData("\"max_cost_usd\":0", 400, "max_cost_usd")]
    [InlineData("\"max_cost_usd\":\"1\"", 400, "max_cost_usd")]
    [InlineData("\"max_cost_usd\":0.000001", 402, null)]
    public async Task CeilingThatCannotBeKept_IsAnError(string fields, int status, string? path)
    {
        using var response = await _fixture.Api.PostAsync($"{{{Chat},{fields}}}");
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((status, path), (problem.Status, problem.Paths.SingleOrDefault()));
    }

    [Fact]
    public async Task StoreThatIsAway_IsA503()
    {
        _fixture.Ledger.Reserve = _ => throw new InferenceException(InferenceErrorCode.Unavailable, "The store is away.") { RetryAfter = TimeSpan.FromSeconds(1) };
        using var response = await _fixture.Api.PostAsync($"{{{Chat}}}");

        Assert.Equal(503, (await Problem.ReadAsync(response)).Status);
        Assert.Equal("1", Header(response, "Retry-After"));
    }

    [Fact]
    public async Task ConfiguredPrice_IsListedWithItsDay()
    {
        var models = await _fixture.Api.Client.GetFromJsonAsync<JsonElement>("/v1/models", TestContext.Current.CancellationToken);
        var price = models.GetProperty("data").EnumerateArray().Single(model => model.GetProperty("id").GetString() == "first/embed").GetProperty("price_usd");

        Assert.Equal((7.5m, "2026-03-04"), (price.GetProperty("input_per_million").GetDecimal(), price.GetProperty("as_of").GetString()));
    }

    private static void AssertStates(HttpResponseMessage response)
    {
        Assert.Equal(
            "\"key-tokens\";q=5000;w=60, \"namespace-requests\";q=100;w=60, \"key-requests:models/_gr__e_\";q=10;w=60",
            Header(response, "RateLimit-Policy"));
        Assert.Equal(
            "\"key-tokens\";r=1;t=3, \"namespace-requests\";r=50;t=30, \"key-requests:models/_gr__e_\";r=9;t=8",
            Header(response, "RateLimit"));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    private void Say(IReadOnlyList<LimitState> states) =>
        _fixture.Ledger.Reserve = request => new(new(request.Id, request.Organization, request.IfLost.At, request.Charges), null, states);

    private void Refuse(TimeSpan wait) =>
        _fixture.Ledger.Reserve = request => new(null, new LimitRefusal(request.Charges[0].Dimension, 0, wait), States);
}
