using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RawInference.ServiceDefaults.Tests;

public sealed class ServiceDefaultsTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Health_IsThereInEveryEnvironment_WithoutAKey(string environment)
    {
        await using var service = await Service.StartAsync(environment);

        Assert.Equal("Healthy", await service.Client.GetStringAsync("/health"));
        Assert.Equal("Healthy", await service.Client.GetStringAsync("/alive"));
    }

    [Fact]
    public async Task WhatIsMissingOutside_MakesAServiceUnready_ButNotDead()
    {
        await using var service = await Service.StartAsync(
            "Production",
            services => services.AddHealthChecks().AddCheck("store", () => HealthCheckResult.Unhealthy()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task QueriesOfUrls_StayOutOfSpans_InAndOut()
    {
        await using var service = await Service.StartAsync("Production");

        await service.Client.GetStringAsync("/work?signature=geheim");

        await WaitForSpansAsync(service, span => span.Kind is ActivityKind.Client or ActivityKind.Server, count: 2);
        Assert.DoesNotContain(
            service.Recorder.Spans.SelectMany(span => span.TagObjects),
            tag => tag.Value?.ToString()?.Contains("geheim", StringComparison.Ordinal) == true);
        Assert.Contains(service.Recorder.Spans.SelectMany(span => span.TagObjects), tag => tag.Key is "url.path" && tag.Value is "/work");
    }

    [Fact]
    public async Task SpansOfTheProduct_AreRecorded_AndThoseOfHealthAreNot()
    {
        await using var service = await Service.StartAsync("Production");
        using var source = new ActivitySource("RawInference");

        await service.Client.GetStringAsync("/health");
        await service.Client.GetStringAsync("/work");
        source.StartActivity("chat large")?.Dispose();

        await WaitForSpansAsync(service, span => span.Kind == ActivityKind.Server, count: 1);
        Assert.Contains(service.Recorder.Spans, span => span.DisplayName == "chat large");
        Assert.DoesNotContain(service.Recorder.Spans, span => span.Kind == ActivityKind.Server && (string?)span.GetTagItem("url.path") == "/health");
    }

    [Theory]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION")]
    public async Task UnredactedQueries_AreRefusedInProduction(string setting)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Service.StartAsync("Production", null, setting));

        Assert.StartsWith(setting, exception.Message, StringComparison.Ordinal);
        await using var development = await Service.StartAsync("Development", null, setting);
    }

    /// <summary>A server's span ends after its answer was sent.</summary>
    private static async Task WaitForSpansAsync(Service service, Func<Activity, bool> isMeant, int count)
    {
        while (service.Recorder.Spans.Count(isMeant) < count)
        {
            Assert.True(await service.Recorder.Ended.WaitAsync(TimeSpan.FromSeconds(30)), "The spans never ended.");
        }
    }
}
