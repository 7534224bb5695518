using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RawInference.Api.Errors;

namespace RawInference.Api.Tests.Errors;

public sealed class InferenceExceptionHandlerTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { new InvalidOperationException("a bug"), true },
        { new OperationCanceledException(), false },
        { new InferenceException(InferenceErrorCode.ProviderFailed, "no"), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task CallerWhoHasLeft_HidesNoBug(Exception failure, bool logged)
    {
        using var log = new LogLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var http = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };

        Assert.True(await new InferenceExceptionHandler(factory.CreateLogger<InferenceExceptionHandler>()).TryHandleAsync(http, failure, CancellationToken.None));

        Assert.Equal(499, http.Response.StatusCode);
        Assert.Equal(logged, log.All.Any(line => line.Level == LogLevel.Error));
    }
}
