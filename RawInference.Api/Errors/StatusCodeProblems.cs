using Microsoft.AspNetCore.Diagnostics;

namespace RawInference.Api.Errors;

/// <summary>Gives the framework's own bare statuses (no such route, wrong method) the body of every other error.</summary>
internal static class StatusCodeProblems
{
    private static readonly ErrorMapping MethodNotAllowed = new(StatusCodes.Status405MethodNotAllowed, "BadRequestError", "The method is not allowed");

    public static Task WriteAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemResults.WriteAsync(http, new InferenceException(
                InferenceErrorCode.NotFound,
                $"There is no {http.Request.Path}; /openapi/v1.json lists what there is.")),
            StatusCodes.Status405MethodNotAllowed => ProblemResults.WriteAsync(
                http,
                new InferenceException(
                    InferenceErrorCode.InvalidRequest,
                    $"{http.Request.Path} does not take {http.Request.Method}; the Allow header says what it takes."),
                MethodNotAllowed),
            _ => Task.CompletedTask,
        };
    }
}
