using System.Net;
using System.Text.RegularExpressions;
using RawInference.Api.OpenApi;

namespace RawInference.Api.Tests.OpenApi;

public partial class ApiPageTests(DocumentHost host)
{
    private static readonly Uri Page = new($"http://localhost{ApiDocumentRegistration.PageRoute}/");

    [Fact]
    public async Task Page_NeedsNoKey() => Assert.Contains(ApiDocumentRegistration.DocumentRoute.TrimStart('/'), await ReadAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task WhatThePageLoads_IsServedHereWithoutAKey()
    {
        var loaded = Loaded.Matches(await ReadAsync()).Select(match => new Uri(Page, match.Groups["url"].Value)).ToArray();

        Assert.NotEmpty(loaded);
        foreach (var url in loaded)
        {
            Assert.Equal(Page.Authority, url.Authority);
            using var response = await host.Client.GetAsync(url, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Page_AsksForNothingFromItsVendor()
    {
        var page = await ReadAsync();

        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Contains("\"withDefaultFonts\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"proxyUrl\":\"\"", page, StringComparison.Ordinal);
        Assert.Contains("\"agent\":{\"disabled\":true}", page, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync()
    {
        using var response = await host.Client.GetAsync(Page, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<(script|link|img)[^>]*?(src|href)\\s*=\\s*\"(?<url>[^\"]+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Loaded { get; }
}
