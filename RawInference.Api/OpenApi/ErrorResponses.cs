using System.Globalization;
using Microsoft.OpenApi;
using RawInference.Api.Errors;

namespace RawInference.Api.OpenApi;

/// <summary>The error statuses of an operation, as the one table from codes to statuses has them.</summary>
internal static class ErrorResponses
{
    private const int Unauthorized = StatusCodes.Status401Unauthorized;

    /// <summary>What limits say.</summary>
    private static readonly int[] Refusals = [StatusCodes.Status402PaymentRequired, StatusCodes.Status429TooManyRequests];

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
        return $"`{mapping.Type}`: {mapping.Title}. Codes: {codes}.";
    }

    private static Dictionary<string, IOpenApiHeader> Headers(int status)
    {
        var headers = ResponseHeaders.Common;
        if (Refusals.Contains(status))
        {
            ResponseHeaders.AddLimits(headers);
        }

        if (Refusals.Contains(status) || Codes[status].Any(InferenceErrors.IsRetryable))
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
