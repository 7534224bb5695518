using System.Globalization;
using Microsoft.OpenApi;
using RawInference.Api.Errors;

namespace RawInference.Api.OpenApi;

/// <summary>The error statuses of an operation, as the one table from codes to statuses has them.</summary>
internal static class ErrorResponses
{
    private const int Unauthorized = StatusCodes.Status401Unauthorized;

    /// <summary>Statuses whose feature does not exist yet: budgets.</summary>
    private static readonly int[] Unavailable = [402];

    /// <summary>Nobody reads the answer to a caller who has left.</summary>
    private static readonly ILookup<int, InferenceErrorCode> Codes = Enum.GetValues<InferenceErrorCode>()
        .Where(code => code != InferenceErrorCode.Canceled)
        .ToLookup(code => ErrorMapping.Of(code).Status);

    /// <summary>Every status that an inference may end with.</summary>
    public static IEnumerable<int> All => Codes.Select(group => group.Key).Order();

    public static void Add(OpenApiResponses responses, OpenApiDocument document, params IEnumerable<int> statuses)
    {
        foreach (var status in statuses)
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = Description(status),
                Headers = Headers(status),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemWriter.ContentType] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference("Problem", document),
                        Examples = DocumentExamples.Problems(status),
                    },
                },
            };
        }
    }

    private static string Description(int status)
    {
        var mapping = ErrorMapping.Of(Codes[status].First());
        var codes = string.Join(", ", Codes[status].Select(code => $"`{InferenceErrors.NameOf(code)}`"));
        var note = Unavailable.Contains(status) ? " Does not happen on this gateway yet." : "";
        return $"`{mapping.Type}`: {mapping.Title}. Codes: {codes}.{note}";
    }

    private static Dictionary<string, IOpenApiHeader> Headers(int status)
    {
        var headers = ResponseHeaders.Common;
        if (Codes[status].Any(InferenceErrors.IsRetryable))
        {
            headers["Retry-After"] = ResponseHeaders.RetryAfter;
        }

        if (status == Unauthorized)
        {
            headers["WWW-Authenticate"] = ResponseHeaders.Challenge;
        }

        return headers;
    }
}
