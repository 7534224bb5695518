using Microsoft.AspNetCore.Diagnostics;

namespace RawInference.Api.Errors;

/// <summary>Turns what was thrown before an answer began into its error; an unexpected exception tells the caller nothing but that.</summary>
internal sealed partial class InferenceExceptionHandler(ILogger<InferenceExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var left = httpContext.RequestAborted.IsCancellationRequested;
        var error = Translate(exception);
        if (error.Code == InferenceErrorCode.Internal && !(left && exception is OperationCanceledException))
        {
            // The framework logs nothing of what a handler has handled. That the caller has left excuses only what its leaving ended.
            LogUnexpected(exception, httpContext.TraceIdentifier);
        }

        if (left)
        {
            // There is nobody to tell.
            httpContext.Response.StatusCode = ErrorMapping.Of(InferenceErrorCode.Canceled).Status;
            return true;
        }

        await ProblemResults.WriteAsync(httpContext, error);
        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "{RequestId} failed unexpectedly")]
    private partial void LogUnexpected(Exception exception, string requestId);

    private static InferenceException Translate(Exception exception) => exception switch
    {
        InferenceException inference => inference,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new InferenceException(InferenceErrorCode.PayloadTooLarge, "The body is larger than the server takes.", exception),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } =>
            new InferenceException(InferenceErrorCode.InvalidRequest, "The body came too slowly.", exception),
        BadHttpRequestException => new InferenceException(InferenceErrorCode.InvalidRequest, "The request is not valid HTTP.", exception),
        _ => new InferenceException(InferenceErrorCode.Internal, "Something went wrong in the gateway; its log has the cause under this request's id.", exception),
    };
}
