using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>What the document says about itself, and how every call proves who makes it.</summary>
internal sealed class InfoTransformer : IOpenApiDocumentTransformer
{
    private const string KeyScheme = "apiKey";

    private const string Description =
        """
        One call for every modality: `POST /v1/inference` sends text, images, recordings, videos and documents to any configured provider's model,
        and answers in one form. A request names a model and its inputs; the model and the inputs decide which operation is meant.

        Every call needs a key (`Authorization: Bearer sk_…`), and every inference works in one namespace (`X-Namespace`). Every response has an `x-request-id`;
        every error is `application/problem+json`, names every mistake at once, and says whether another try may help.
        Nothing is dropped silently: what a model cannot take is named in `warnings`, or is an error with `strict`.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "RawInference",
            Summary = "Raw inference at any provider, through one call.",
            Description = Description,
            Version = Version,
            License = new OpenApiLicense { Name = "MIT License", Identifier = "MIT" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "The gateway that serves this document." }];
        document.AddComponent<IOpenApiSecurityScheme>(KeyScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "sk_…",
            Description = "A key of this gateway: `Authorization: Bearer sk_…`.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
        return Task.CompletedTask;
    }

    /// <summary>Without the commit that the build adds behind a plus sign.</summary>
    private static string Version => typeof(InfoTransformer).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
