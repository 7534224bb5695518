using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RawInference.Api.Errors;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;

namespace RawInference.Api.Tests.Errors;

public sealed class UnexpectedErrorTests
{
    private const string Secret = "the connection string of the ledger";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnexpectedException_TellsTheCallerNothing_AndTheLogEverything(bool stream)
    {
        var log = new LogLines();
        await using var api = new ApiHost([], services =>
        {
            services.AddSingleton<ILedger, BrokenLedger>();
            services.AddLogging(logging => logging.AddProvider(log));
        });

        using var response = await api.PostAsync($$$$"""{"model":"openai/gpt-4o-mini","inputs":{"prompts":["Hi"]},"parameters":{"stream":{{{{(stream ? "true" : "false")}}}}}}""");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var id = response.Headers.GetValues("x-request-id").Single();

        Assert.Equal(stream ? 200 : 500, (int)response.StatusCode);
        Assert.Contains("\"type\":\"InferenceError\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
        Assert.Contains(log.All, line => line.Level == LogLevel.Error && line.Text.Contains(id, StringComparison.Ordinal) && line.Text.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(408, 400, "too slowly")]
    [InlineData(413, 413, "larger")]
    [InlineData(400, 400, "not valid HTTP")]
    public async Task WhatTheServerRefuses_IsTheCallersError(int refused, int status, string said)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        var handler = new InferenceExceptionHandler(NullLogger<InferenceExceptionHandler>.Instance);

        Assert.True(await handler.TryHandleAsync(http, new BadHttpRequestException("", refused), TestContext.Current.CancellationToken));

        Assert.Equal(status, http.Response.StatusCode);
        Assert.Contains(said, Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()), StringComparison.Ordinal);
    }

    private sealed class BrokenLedger : ILedger
    {
        /// <summary>It breaks only when the answer is there, and part of it has been sent.</summary>
        public ValueTask<Reservation> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken) =>
            new(new Reservation(new Lease(request.Id, request.Organization, request.IfLost.At, []), null, []));

        public ValueTask SettleAsync(Settlement settlement, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);

        public ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(string organization, IReadOnlyList<LimitDimension> dimensions, CancellationToken cancellationToken) =>
            throw new InvalidOperationException(Secret);
    }
}
