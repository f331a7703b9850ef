extension ErrorBody {
    /// What every refusal looks like, in the words of JSON Schema 2020-12.
    ///
    /// - Source: README section 5.
    public static let schema: JSON = [
        "type": "object",
        "properties": [
            "error": [
                "type": "object",
                "properties": [
                    "code": [
                        "type": "string",
                        "enum": ["BAD_REQUEST_ERROR", "GATEWAY_ERROR", "SERVER_ERROR"],
                    ],
                    "description": ["type": "string"],
                    "source": ["type": ["string", "null"]],
                    "step": ["type": ["string", "null"]],
                    "reason": ["type": ["string", "null"]],
                    "metadata": [
                        "anyOf": [
                            [
                                "type": "object",
                                "properties": ["nearest": ["type": "array"]],
                                "additionalProperties": false,
                            ],
                            ["type": "array", "maxItems": 0],
                        ]
                    ],
                    "field": ["type": "string"],
                ],
                "required": ["code", "description"],
                "additionalProperties": false,
            ]
        ],
        "required": ["error"],
        "additionalProperties": false,
    ]
}
